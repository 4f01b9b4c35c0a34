import { ActionIcon, Button, Group, Menu, Stack, Text, Title } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { undoToast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { costReaders } from '../cost.rules.ts'
import type { CostLine, PieceCost } from '../cost.schema.ts'
import { costText } from '../cost.text.ts'
import { client } from './cost.client.ts'
import { CostForm } from './CostForm.tsx'
import classes from './cost.module.css'

const costsOfPiece = (pieceId: string) =>
  queryOptions({ queryKey: ['cost', 'piece', pieceId], queryFn: () => client.cost.ofPiece({ pieceId }) })

/** What a piece is planned to cost and has cost, on its page. Nothing for those who may not see amounts. */
export function CostPanel({ pieceId }: { pieceId: string }) {
  const { role } = useWorkspace()
  return costReaders.some((reader) => reader === role) ? <Costs pieceId={pieceId} /> : null
}

function Costs({ pieceId }: { pieceId: string }) {
  const t = useText(costText)
  const query = useQuery(costsOfPiece(pieceId))
  const [open, setOpen] = useState<CostLine | 'new' | null>(null)
  return (
    <section aria-labelledby="cost-title">
      <Loaded query={query}>
        {(cost) => (
          <Stack gap="sm">
            <Group justify="space-between" gap="xs">
              <Title order={2} size="h4" id="cost-title">
                {t('title')}
              </Title>
              {cost.may.edit === null && (
                <Button size="sm" variant="default" onClick={() => setOpen('new')}>
                  {t('add')}
                </Button>
              )}
            </Group>
            {cost.lines.length === 0 ? (
              <Text c="dimmed">{t('none')}</Text>
            ) : (
              <>
                <CostTable cost={cost} onEdit={setOpen} />
                <Difference cost={cost} />
              </>
            )}
          </Stack>
        )}
      </Loaded>
      {open !== null && (
        <CostForm pieceId={pieceId} line={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}

function CostTable({ cost, onEdit }: { cost: PieceCost; onEdit(line: CostLine): void }) {
  const t = useText(costText)
  const format = useFormat()
  return (
    <ul className={classes.lines}>
      {cost.lines.map((line) => (
        <li key={line.id}>
          <StatusBadge tone={line.kind === 'planned' ? 'quiet' : 'info'} label={t(line.kind)} />
          <div className={classes.label}>
            <Text>{line.label}</Text>
            <Text size="sm" c="dimmed">
              {[line.supplier, line.incurredOn === null ? '' : format.day(line.incurredOn)]
                .filter((part) => part !== '')
                .join(' · ')}
            </Text>
          </div>
          <Text className={classes.amount}>{format.money(line.amount)}</Text>
          {cost.may.edit === null && <LineMenu line={line} onEdit={() => onEdit(line)} />}
        </li>
      ))}
      {(['planned', 'actual'] as const).map((kind) => (
        <li key={kind} className={classes.sum}>
          <Text fw={600} className={classes.label}>
            {t('sum')} – {t(kind)}
          </Text>
          <Text fw={600} className={classes.amount}>
            {format.money(cost[kind])}
          </Text>
        </li>
      ))}
    </ul>
  )
}

function Difference({ cost: { planned, actual } }: { cost: PieceCost }) {
  const t = useText(costText)
  const format = useFormat()
  if (planned.cents === 0) return null
  const cents = actual.cents - planned.cents
  const amount = format.money({ ...planned, cents: Math.abs(cents) })
  const words =
    actual.cents === 0
      ? t('onlyPlanned', { planned: format.money(planned) })
      : t(`difference.${cents > 0 ? 'over' : cents < 0 ? 'under' : 'even'}`, { amount })
  return (
    <Text size="sm" c={cents > 0 ? 'var(--ls-bad-text)' : 'dimmed'}>
      {words}
    </Text>
  )
}

function LineMenu({ line, onEdit }: { line: CostLine; onEdit(): void }) {
  const t = useText(costText)
  const restore = useCommand(client.cost.restore, { topics: ['cost'] })
  const remove = useCommand(client.cost.remove, {
    topics: ['cost'],
    onDone: ({ id }) =>
      undoToast({ message: t('removed', { label: line.label }), undo: () => restore.mutateAsync({ id }) }),
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`${t('edit')}: ${line.label}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item>
        <Menu.Item onClick={() => remove.mutate({ id: line.id })}>{t('remove')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
