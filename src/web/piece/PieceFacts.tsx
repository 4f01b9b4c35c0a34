import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useText } from '../../kit/language.tsx'
import { PersonBadge } from '../../kit/Person.tsx'
import type { Piece } from '../../plan/piece/piece.schema.ts'
import { pieceText } from '../../plan/piece/piece.text.ts'
import classes from './PiecePage.module.css'

/** What the plan knows of a piece, and what came with it from the sheet. */
export function PieceFacts({ piece }: { piece: Piece }) {
  const t = useText(pieceText)
  const format = useFormat()
  const { owner, source } = piece
  return (
    <Stack gap="md">
      <dl className={classes.facts}>
        <Fact name={t('field.plannedOn')}>
          <PlannedWords piece={piece} />
        </Fact>
        <Fact name={t('field.channels')}>
          {piece.channelWords.length === 0 ? (
            '–'
          ) : (
            <Group gap={4}>
              {piece.channelWords.map((word) => (
                <Badge key={word} variant="default" tt="none">
                  {word}
                </Badge>
              ))}
            </Group>
          )}
        </Fact>
        <Fact name={t('field.owner')}>
          <PersonBadge
            person={owner.memberId === null ? null : { memberId: owner.memberId, name: owner.name }}
            unknownName={owner.memberId === null ? owner.name : ''}
          />
        </Fact>
        <Fact name={t('field.dueOn')}>{piece.dueOn === null ? '–' : format.day(piece.dueOn)}</Fact>
        <Fact name={t('field.format')}>{piece.format || '–'}</Fact>
        <Fact name={t('field.campaign')}>{piece.campaign?.name ?? '–'}</Fact>
        {piece.publishedAt !== null && (
          <Fact name={t('field.publishedAt')}>{format.instant(piece.publishedAt)}</Fact>
        )}
        {piece.goal !== '' && <Fact name={t('field.goal')}>{piece.goal}</Fact>}
      </dl>
      {piece.note !== '' && (
        <div>
          <Title order={2} size="h4">
            {t('field.note')}
          </Title>
          <Text className={classes.note}>{piece.note}</Text>
        </div>
      )}
      <ExtraFields piece={piece} />
      {source && (
        <Text size="xs" c="dimmed">
          {t('field.source')}: {t('field.sourceRow', { ...source, row: String(source.row) })}
        </Text>
      )}
    </Stack>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function PlannedWords({ piece }: { piece: Piece }) {
  const t = useText(pieceText)
  const format = useFormat()
  const { plannedOn, plannedTime, zone } = piece
  if (plannedOn === null) return t('noDay')
  if (piece.plannedPrecision === 'week') return t('inWeek', { week: format.week(plannedOn) })
  if (piece.plannedPrecision === 'month') return t('inMonth', { month: format.month(plannedOn) })
  const day = `${format.week(plannedOn)} · ${format.dayLong(plannedOn)}`
  return plannedTime === null
    ? day
    : `${day}, ${format.slot({ date: plannedOn, time: plannedTime, zone }).split(', ').at(-1)}`
}

function ExtraFields({ piece }: { piece: Piece }) {
  const t = useText(pieceText)
  if (piece.extra.length === 0) return null
  return (
    <details>
      <summary>{t('field.extra')}</summary>
      <dl className={classes.facts}>
        {piece.extra.map((field) => (
          <Fact key={`${field.sheet} ${field.cell}`} name={`${field.header} (${field.cell})`}>
            {field.value}
          </Fact>
        ))}
      </dl>
    </details>
  )
}
