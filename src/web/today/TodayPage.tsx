import { IconFileImport, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { planners, writers } from '../../kernel/access/role.ts'
import { ButtonLink } from '../../kit/AppLink.tsx'
import { useFormat, useText } from '../../kit/language.tsx'
import { EmptyState } from '../../kit/Notes.tsx'
import { Page } from '../../kit/Page.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import { DueList, LateList, MineList, OwnerlessList, StuckList, WaitingList } from './lists.tsx'
import { todayText } from './text.ts'
import { anyPieceQuery, todayIn } from './today.queries.ts'
import classes from './Today.module.css'

/** The first screen: what waits for me, what goes out today, what is late, what failed, what nobody looks after. */
export function TodayPage() {
  const t = useText(todayText)
  const format = useFormat()
  const { zone } = useWorkspace()
  const today = todayIn(zone)
  const anyPiece = useQuery(anyPieceQuery)
  return (
    <Page
      title={t('title')}
      subtitle={t('greeting', { day: format.dayLong(today), week: format.week(today) })}
      help={{ de: 'heute', en: 'today' }}
    >
      {anyPiece.data === false ? <FirstSteps /> : <Lists />}
    </Page>
  )
}

function Lists() {
  return (
    <div className={classes.grid}>
      <WaitingList />
      <DueList />
      <StuckList />
      <LateList />
      <MineList />
      <OwnerlessList />
    </div>
  )
}

// Before there is a plan, six empty lists would only be in the way.
function FirstSteps() {
  const t = useText(todayText)
  const { role } = useWorkspace()
  const isOneOf = (roles: readonly string[]) => roles.includes(role)
  return (
    <EmptyState
      title={t('empty.title')}
      actions={
        <>
          {isOneOf(planners) && (
            <ButtonLink to="/plan/import" leftSection={<IconFileImport size={17} aria-hidden />}>
              {t('empty.import')}
            </ButtonLink>
          )}
          {isOneOf(writers) && (
            <ButtonLink
              to="/plan"
              search={{ create: true }}
              variant="default"
              leftSection={<IconPlus size={17} aria-hidden />}
            >
              {t('empty.create')}
            </ButtonLink>
          )}
        </>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}
