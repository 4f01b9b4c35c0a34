import { Paper, Stack } from '@mantine/core'
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router'
import { lazy, Suspense, type ComponentType } from 'react'
import { Loading, RefusalNote } from '../../kit/Notes.tsx'
import classes from './PiecePage.module.css'

type Panel = ComponentType<{ pieceId: string }>

const ManuscriptPanel = lazy(async () => ({
  default: (await import('../../produce/manuscript/ui/ManuscriptPanel.tsx')).ManuscriptPanel,
}))
const ReviewPanel = lazy(async () => ({
  default: (await import('../../produce/review/ui/ReviewPanel.tsx')).ReviewPanel,
}))
const CostPanel = lazy(async () => ({
  default: (await import('../../produce/cost/ui/CostPanel.tsx')).CostPanel,
}))
const PublicationPanel = lazy(async () => ({
  default: (await import('../../publish/publication/ui/PublicationPanel.tsx')).PublicationPanel,
}))
const ResultPanel = lazy(async () => ({
  default: (await import('../../measure/result/ui/ResultPanel.tsx')).ResultPanel,
}))

// What takes room stands left, what is decided and counted beside it.
const main: readonly Panel[] = [ManuscriptPanel, PublicationPanel, ResultPanel]
const side: readonly Panel[] = [ReviewPanel, CostPanel]

/** What the other slices have to say of a piece, each loaded by itself. */
export function Panels({ pieceId }: { pieceId: string }) {
  return (
    <div className={classes.panels}>
      <Column panels={main} pieceId={pieceId} />
      <Column panels={side} pieceId={pieceId} />
    </div>
  )
}

function Column({ panels, pieceId }: { panels: readonly Panel[]; pieceId: string }) {
  return (
    <Stack>
      {panels.map((PanelOf, index) => (
        <Paper key={index} withBorder p="md" className={classes.panel}>
          <CatchBoundary getResetKey={() => pieceId} errorComponent={BrokenPanel}>
            <Suspense fallback={<Loading />}>
              <PanelOf pieceId={pieceId} />
            </Suspense>
          </CatchBoundary>
        </Paper>
      ))}
    </Stack>
  )
}

// A panel that cannot be shown leaves the others as they are.
function BrokenPanel({ error, reset }: ErrorComponentProps) {
  return <RefusalNote error={error} onRetry={reset} />
}
