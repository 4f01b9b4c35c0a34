import { useQuery } from '@tanstack/react-query'
import { addDays, dayAt } from '../../kernel/calendar.ts'
import { useFormat, useText } from '../../kit/language.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import type { PieceCard } from '../../plan/piece/piece.schema.ts'
import { StatusOfPiece } from '../../plan/ui.ts'
import { TodayList, type TodayRow } from './TodayList.tsx'
import { todayText } from './text.ts'
import {
  dueQuery,
  lateQuery,
  mineQuery,
  ownerlessQuery,
  rowsShown,
  stuckQuery,
  todayIn,
  waitingQuery,
} from './today.queries.ts'

/** Requests for approval that wait for the reader. */
export function WaitingList() {
  const t = useText(todayText)
  const format = useFormat()
  const { zone } = useWorkspace()
  return (
    <TodayList
      title={t('waiting.title')}
      nothing={t('waiting.nothing')}
      tone="waiting"
      query={useQuery(waitingQuery)}
      total={(approvals) => approvals.length}
      all={{ to: '/produce/reviews' }}
      rows={(approvals) =>
        approvals.slice(0, rowsShown).map((approval) => ({
          key: approval.id,
          to: `/pieces/${approval.pieceId}`,
          title: approval.pieceTitle,
          detail: `${t('waiting.asked', { name: approval.requestedByName })}, ${t('waiting.until', {
            day: format.day(dayAt(new Date(approval.expiresAt), zone)),
          })}`,
        }))
      }
    />
  )
}

/** What goes out today, hour by hour. */
export function DueList() {
  const t = useText(todayText)
  const format = useFormat()
  const { zone } = useWorkspace()
  return (
    <TodayList
      title={t('due.title')}
      nothing={t('due.nothing')}
      tone="info"
      query={useQuery(dueQuery(todayIn(zone), zone))}
      total={(page) => page.total}
      all={{ to: '/publish' }}
      rows={(page) =>
        page.rows.map((row) => ({
          key: row.id,
          to: `/pieces/${row.piece.id}`,
          title: row.piece.title,
          detail: [row.dueAt && t('due.at', { time: format.time(row.dueAt) }), row.channel.name]
            .filter(Boolean)
            .join(' · '),
        }))
      }
    />
  )
}

/** What stopped on its way out and needs a person. */
export function StuckList() {
  const t = useText(todayText)
  return (
    <TodayList
      title={t('failed.title')}
      nothing={t('failed.nothing')}
      tone="bad"
      query={useQuery(stuckQuery)}
      total={(page) => page.total}
      all={{ to: '/publish' }}
      rows={(page) =>
        page.rows.map((row) => ({
          key: row.id,
          to: `/pieces/${row.piece.id}`,
          title: row.piece.title,
          detail: row.channel.name,
        }))
      }
    />
  )
}

/** Pieces whose day is over. */
export function LateList() {
  const t = useText(todayText)
  const rows = usePieceRows()
  return (
    <TodayList
      title={t('late.title')}
      nothing={t('late.nothing')}
      tone="bad"
      query={useQuery(lateQuery)}
      total={(page) => page.total}
      all={{ to: '/plan', search: { view: 'table', late: true } }}
      rows={(page) => rows(page.pieces)}
    />
  )
}

/** What the reader has to deliver next. */
export function MineList() {
  const t = useText(todayText)
  const { zone, memberId } = useWorkspace()
  const today = todayIn(zone)
  const rows = usePieceRows()
  return (
    <TodayList
      title={t('mine.title')}
      nothing={t('mine.nothing')}
      tone="active"
      query={useQuery(mineQuery(memberId, today))}
      total={(page) => page.total}
      all={{
        to: '/plan',
        search: { view: 'table', ownerIds: [memberId], from: today, to: addDays(today, 14) },
      }}
      rows={(page) => rows(page.pieces)}
    />
  )
}

/** Pieces nobody answers for. */
export function OwnerlessList() {
  const t = useText(todayText)
  const rows = usePieceRows()
  return (
    <TodayList
      title={t('ownerless.title')}
      nothing={t('ownerless.nothing')}
      tone="waiting"
      query={useQuery(ownerlessQuery)}
      total={(page) => page.total}
      all={{ to: '/plan', search: { view: 'table', withoutOwner: true } }}
      rows={(page) => rows(page.pieces)}
    />
  )
}

function usePieceRows(): (pieces: readonly PieceCard[]) => TodayRow[] {
  const format = useFormat()
  return (pieces) =>
    pieces.map((piece) => ({
      key: piece.id,
      to: `/pieces/${piece.id}`,
      title: piece.title,
      detail: [
        piece.plannedOn && format.day(piece.plannedOn),
        piece.channelWords.join(', '),
        piece.owner.name,
      ]
        .filter(Boolean)
        .join(' · '),
      badge: <StatusOfPiece status={piece.status} />,
    }))
}
