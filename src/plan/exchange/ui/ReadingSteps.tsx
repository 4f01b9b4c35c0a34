import { useState } from 'react'
import { Note } from '../../../kit/Notes.tsx'
import type { ImportOpened, SheetMapping, SheetProposal } from '../exchange.schema.ts'
import { MappingStep } from './MappingStep.tsx'
import { PreviewStep } from './PreviewStep.tsx'

export type SheetReading = { proposal: SheetProposal; mapping: SheetMapping }

/** The two steps in which the person says how the sheet is to be read, and sees what comes of it. */
export function ReadingSteps(props: {
  opened: ImportOpened
  step: 'mapping' | 'preview'
  onStep(step: 'mapping' | 'preview'): void
  onLeave(): void
}) {
  const { opened, step, onStep, onLeave } = props
  const [reading, setReading] = useState<SheetReading | null>(() => firstReading(opened))
  if (reading === null) return <Note tone="bad">{opened.fileName}</Note>
  const setMapping = (change: Partial<SheetMapping>) =>
    setReading({ ...reading, mapping: { ...reading.mapping, ...change } })
  return step === 'mapping' ? (
    <MappingStep
      opened={opened}
      reading={reading}
      onProposal={(proposal) => setReading({ proposal, mapping: proposal.mapping })}
      onMapping={setMapping}
      onNext={() => onStep('preview')}
      onLeave={onLeave}
    />
  ) : (
    <PreviewStep
      id={opened.id}
      mapping={reading.mapping}
      onMapping={setMapping}
      onBack={() => onStep('mapping')}
    />
  )
}

/** The sheet that was worked on, else the first that looks like a plan, else the first that is not hidden. */
function firstReading({ sheets, mapping }: ImportOpened): SheetReading | null {
  const proposal =
    sheets.find(({ name }) => name === mapping?.sheet) ??
    sheets.find(({ likely }) => likely) ??
    sheets.find(({ hidden, rows }) => !hidden && rows > 0) ??
    sheets[0]
  return proposal ? { proposal, mapping: proposal.mapping } : null
}
