import { ActionIcon, Button, Group, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconFileImport, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { planners, writers } from '../../../kernel/access/role.ts'
import { addDays, type Day } from '../../../kernel/calendar.ts'
import { ButtonLink } from '../../../kit/AppLink.tsx'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { FilterBar, useUrlFilters } from '../../../kit/FilterBar.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { EmptyState } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { CampaignsButton } from '../../campaign/ui/CampaignsButton.tsx'
import type { PieceFields } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { CalendarPane } from './CalendarPane.tsx'
import { neighbour, planViews, type CalendarView, type PlanView } from './period.rules.ts'
import { anyQuery } from './piece.queries.ts'
import { PieceForm } from './PieceForm.tsx'
import { filterOf, isFiltered, PlanSearch } from './plan.search.ts'
import { TablePane } from './TablePane.tsx'
import { todayIn } from './today.ts'
import { usePlanFilters } from './usePlanFilters.ts'
import classes from './plan.module.css'

/** The editorial plan: month, week and table over the same pieces and filters, all of it in the address. */
export function PlanPage() {
  const t = useText(pieceText)
  const { role, zone } = useWorkspace()
  const [search, setSearch] = useUrlFilters(PlanSearch)
  const [initial, setInitial] = useState<Partial<PieceFields> | null>(null)
  const today = todayIn(zone)
  const view = search.view ?? 'month'
  const filter = filterOf(search, view !== 'table')
  const canWrite = writers.some((each) => each === role)
  const canPlan = planners.some((each) => each === role)
  const create = canWrite
    ? (on: Day, time: string | null) => setInitial({ plannedOn: on, plannedTime: time })
    : undefined
  const isCreating = canWrite && (initial !== null || search.create === true)
  const close = () => {
    setInitial(null)
    if (search.create) setSearch({ create: undefined })
  }
  const isEmpty = useQuery(anyQuery).data === false && !isFiltered(filter)
  const actions = (
    <>
      {canPlan && <CampaignsButton />}
      {canPlan && (
        <ButtonLink
          to="/plan/import"
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden />}
        >
          {t('import')}
        </ButtonLink>
      )}
      {canWrite && (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setInitial({})}>
          {t('new')}
        </Button>
      )}
    </>
  )
  return (
    <Page title={t('plan')} subtitle={t('intro')} actions={actions} help={{ de: 'plan', en: 'plan' }}>
      {isEmpty ? (
        <EmptyPlan onCreate={canWrite ? () => setInitial({}) : undefined} canImport={canPlan} />
      ) : (
        <>
          <PlanBar search={search} onChange={setSearch} view={view} today={today} />
          {view === 'table' ? (
            <TablePane search={search} filter={filter} onChange={setSearch} />
          ) : (
            <CalendarPane
              view={view}
              day={search.day ?? today}
              today={today}
              filter={filter}
              onCreate={create}
            />
          )}
        </>
      )}
      {isCreating && (
        <Dialog opened onClose={close} title={t('new')} size="lg">
          <PieceForm
            initial={initial ?? {}}
            onCancel={close}
            onSaved={(piece) => {
              close()
              toast({ message: t('done.created', { title: piece.title }) })
            }}
          />
        </Dialog>
      )}
    </Page>
  )
}

function EmptyPlan({ onCreate, canImport }: { onCreate: (() => void) | undefined; canImport: boolean }) {
  const t = useText(pieceText)
  return (
    <EmptyState
      title={t('empty.title')}
      actions={
        <>
          {canImport && (
            <ButtonLink to="/plan/import" leftSection={<IconFileImport size={16} aria-hidden />}>
              {t('import')}
            </ButtonLink>
          )}
          {onCreate && (
            <Button variant="default" onClick={onCreate} leftSection={<IconPlus size={16} aria-hidden />}>
              {t('new')}
            </Button>
          )}
        </>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

type BarProps = {
  search: PlanSearch
  onChange(change: Partial<PlanSearch>): void
  view: PlanView
  today: Day
}

function PlanBar({ search, onChange, view, today }: BarProps) {
  const t = useText(pieceText)
  const filters = usePlanFilters(search, onChange, view === 'table')
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label={t('views.label')}
        value={view}
        onChange={(next) => onChange({ view: next === 'month' ? undefined : next })}
        data={planViews.map((value) => ({ value, label: t(`views.${value}`) }))}
      />
      {view !== 'table' && (
        <PeriodBar view={view} day={search.day ?? today} today={today} onDay={(day) => onChange({ day })} />
      )}
      <div className={classes.filters}>
        <FilterBar {...filters} isCompact />
      </div>
    </div>
  )
}

type PeriodProps = { view: CalendarView; day: Day; today: Day; onDay(day: Day | undefined): void }

function PeriodBar({ view, day, today, onDay }: PeriodProps) {
  const t = useText(pieceText)
  const format = useFormat()
  const monday = addDays(neighbour('week', day, -1), 7)
  const words =
    view === 'month'
      ? format.month(day)
      : `${format.week(day)} · ${format.daySpan(monday, addDays(monday, 6))}`
  const arrow = (step: 1 | -1, label: string) => (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => onDay(neighbour(view, day, step))}
    >
      {step === 1 ? <IconChevronRight size={18} aria-hidden /> : <IconChevronLeft size={18} aria-hidden />}
    </ActionIcon>
  )
  return (
    <Group gap="xs" wrap="nowrap">
      <h2 className={classes.period} aria-live="polite">
        {words}
      </h2>
      {arrow(-1, t('earlier'))}
      <Button variant="default" onClick={() => onDay(undefined)} disabled={day === today}>
        {t('today')}
      </Button>
      {arrow(1, t('later'))}
    </Group>
  )
}
