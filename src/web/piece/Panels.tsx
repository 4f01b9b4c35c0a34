import { Paper, Stack } from '@mantine/core'
import { lazy, Suspense, type ComponentType } from 'react'
import { Loading } from '../../kit/Notes.tsx'
import classes from './PiecePage.module.css'

type Panel = ComponentType<{ pieceId: string }>

const ResultPanel = lazy(async () => ({
  default: (await import('../../measure/result/ui/ResultPanel.tsx')).ResultPanel,
}))
const PublicationPanel = lazy(async () => ({
  default: (await import('../../publish/publication/ui/PublicationPanel.tsx')).PublicationPanel,
}))

const main: readonly Panel[] = [PublicationPanel, ResultPanel]
const side: readonly Panel[] = []

/** What the other slices have to say of a piece, each loaded by itself. */
export function Panels({ pieceId }: { pieceId: string }) {
  if (side.length === 0) return <Column panels={main} pieceId={pieceId} />
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
        <Paper key={index} withBorder p="md">
          <Suspense fallback={<Loading />}>
            <PanelOf pieceId={pieceId} />
          </Suspense>
        </Paper>
      ))}
    </Stack>
  )
}
