import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Money } from '../../../kernel/money.ts'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { DayInput, MoneyInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { CostLine } from '../cost.schema.ts'
import { costText } from '../cost.text.ts'
import { client } from './cost.client.ts'

type Values = {
  kind: CostLine['kind']
  label: string
  amount: Money | null
  supplier: string
  incurredOn: string | null
}

/** Enters a cost, or changes one. */
export function CostForm({
  pieceId,
  line,
  onClose,
}: {
  pieceId: string
  line: CostLine | null
  onClose(): void
}) {
  const t = useText(costText)
  const cache = useQueryClient()
  const { currency } = useWorkspace()
  const [values, setValues] = useState<Values>(
    line ?? { kind: 'planned', label: '', amount: null, supplier: '', incurredOn: null },
  )
  const [isMissing, setMissing] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const set = (change: Partial<Values>) => setValues({ ...values, ...change })
  const save = async () => {
    const { kind, label, amount, supplier, incurredOn } = values
    if (amount === null) return setMissing(true)
    const fields = { kind, label, cents: amount.cents, supplier, incurredOn }
    setSending(true)
    setError(null)
    await (
      line
        ? client.cost.change({ id: line.id, version: line.version, ...fields })
        : client.cost.enter({ pieceId, ...fields })
    )
      .then(async () => {
        await cache.invalidateQueries({ queryKey: ['cost'] })
        toast({ message: t('saved') })
        onClose()
      }, setError)
      .finally(() => setSending(false))
  }
  return (
    <Dialog opened onClose={onClose} title={t(line ? 'form.change' : 'form.new')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack>
          <SegmentedControl
            fullWidth
            aria-label={t('form.kind')}
            value={values.kind}
            onChange={(kind) => set({ kind: kind === 'actual' ? 'actual' : 'planned' })}
            data={[
              { value: 'planned', label: t('planned') },
              { value: 'actual', label: t('actual') },
            ]}
          />
          <TextInput
            required
            label={t('form.label')}
            placeholder={t('form.labelPlaceholder')}
            maxLength={200}
            value={values.label}
            onChange={(event) => set({ label: event.currentTarget.value })}
            data-autofocus
          />
          <MoneyInput
            required
            label={t('form.amount')}
            currency={line?.amount.currency ?? currency}
            value={values.amount}
            onChange={(amount) => {
              set({ amount })
              setMissing(false)
            }}
            error={isMissing && t('form.amountMissing')}
          />
          <TextInput
            label={t('form.supplier')}
            maxLength={200}
            value={values.supplier}
            onChange={(event) => set({ supplier: event.currentTarget.value })}
          />
          <DayInput
            label={t('form.incurredOn')}
            clearable
            value={values.incurredOn}
            onChange={(incurredOn) => set({ incurredOn })}
          />
          <RefusalNote error={error} />
          <Button type="submit" loading={isSending} disabled={values.label.trim() === ''}>
            {t('form.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
