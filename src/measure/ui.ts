export { ResultPanel } from './result/ui/ResultPanel.tsx'
