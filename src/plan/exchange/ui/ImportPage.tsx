import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { planners } from '../../../kernel/access/role.ts'
import { AppLink } from '../../../kit/AppLink.tsx'
import { useUrlFilters } from '../../../kit/FilterBar.tsx'
import { useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { ImportOpened } from '../exchange.schema.ts'
import { FileStep } from './FileStep.tsx'
import { openedQuery } from './import.queries.ts'
import { ReadingSteps } from './ReadingSteps.tsx'
import { ResultStep } from './ResultStep.tsx'
import { Steps, type Step } from './Steps.tsx'

const ImportSearch = z.object({
  import: z.uuid().optional(),
  step: z.enum(['mapping', 'preview']).optional(),
})

/** Guides a sheet into the plan: file, columns, preview, result. Where one is stands in the address. */
export function ImportPage() {
  const t = useText(exchangeText)
  const { role } = useWorkspace()
  const mayImport = (planners as readonly string[]).includes(role)
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      back={<AppLink to="/plan">{t('back')}</AppLink>}
      help={{ de: 'plan-importieren', en: 'import-a-plan' }}
    >
      {mayImport ? <Guide /> : <EmptyState title={t('notAllowed.title')}>{t('notAllowed.text')}</EmptyState>}
    </Page>
  )
}

function Guide() {
  const [{ import: id, step = 'mapping' }, setSearch] = useUrlFilters(ImportSearch)
  if (id === undefined)
    return (
      <Stack gap="md">
        <Steps at="file" />
        <FileStep onOpened={(opened) => setSearch({ import: opened.id, step: 'mapping' })} />
      </Stack>
    )
  const leave = () => setSearch({ import: undefined, step: undefined })
  return (
    <OpenedImport key={id} id={id} step={step} onStep={(next) => setSearch({ step: next })} onLeave={leave} />
  )
}

function OpenedImport(props: {
  id: string
  step: 'mapping' | 'preview'
  onStep(step: 'mapping' | 'preview'): void
  onLeave(): void
}) {
  const { id, step, onStep, onLeave } = props
  const opened = useQuery(openedQuery(id))
  const stepOf = (found: ImportOpened): Step => (found.status === 'uploaded' ? step : 'result')
  return (
    <Loaded query={opened}>
      {(found) => (
        <Stack gap="md">
          <Steps at={stepOf(found)} fileName={found.fileName} />
          {found.status === 'uploaded' ? (
            <ReadingSteps opened={found} step={step} onStep={onStep} onLeave={onLeave} />
          ) : (
            <ResultStep job={found} onLeave={onLeave} />
          )}
        </Stack>
      )}
    </Loaded>
  )
}
