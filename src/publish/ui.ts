export { PublicationPanel } from './publication/ui/PublicationPanel.tsx'
