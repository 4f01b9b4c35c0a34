export { StateBadge } from './review/ui/StateBadge.tsx'
