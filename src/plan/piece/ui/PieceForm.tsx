import {
  Button,
  Group,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../../kernel/refusal.ts'
import { useZodForm } from '../../../kit/form.ts'
import { DayInput, TimeInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { PersonPicker } from '../../../kit/Person.tsx'
import { whyNotReplan } from '../piece.rules.ts'
import { PieceFields, type Piece } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { changedFields, emptyFields, fieldsOf } from './form.rules.ts'
import { choicesQuery, plan } from './piece.queries.ts'
import { StaleNote } from './StaleNote.tsx'
import { useActor } from './useActor.ts'

const precisions = ['day', 'week', 'month'] as const

export type PieceFormProps = {
  /** The piece to change; without one a new piece is made. */
  piece?: Piece
  initial?: Partial<PieceFields>
  onSaved(piece: Piece): void
  onCancel(): void
}

/** All fields of a piece. Sends only what was changed; when somebody else saved meanwhile both versions are shown. */
export function PieceForm({ piece, initial, onSaved, onCancel }: PieceFormProps) {
  const t = useText(pieceText)
  const cache = useQueryClient()
  const form = useZodForm(PieceFields, { ...emptyFields, ...(piece ? fieldsOf(piece) : {}), ...initial })
  const [theirs, setTheirs] = useState<Piece | null>(null)
  const send = async (values: PieceFields) => {
    const base = theirs ?? piece
    try {
      const saved = base
        ? await plan.piece.change({
            id: base.id,
            version: base.version,
            ...changedFields(fieldsOf(base), values),
          })
        : await plan.piece.create(values)
      await cache.invalidateQueries({ queryKey: ['piece'] })
      onSaved(saved)
    } catch (error) {
      if (!(error instanceof Refusal && error.kind === 'stale' && base)) throw error
      setTheirs(await plan.piece.show({ id: base.id }))
    }
  }
  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack>
        <RefusalNote error={form.refusal} />
        {theirs && (
          <StaleNote mine={form.values} theirs={theirs} onTake={() => form.setValues(fieldsOf(theirs))} />
        )}
        <TextInput label={t('field.title')} required data-autofocus {...form.getInputProps('title')} />
        <Planning form={form} isNew={piece === undefined} />
        <TextInput
          label={t('field.format')}
          description={t('field.formatHint')}
          {...form.getInputProps('format')}
        />
        <TextInput
          label={t('field.goal')}
          description={t('field.goalHint')}
          {...form.getInputProps('goal')}
        />
        <Textarea label={t('field.note')} autosize minRows={2} maxRows={12} {...form.getInputProps('note')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {theirs ? t('stale.mine') : piece ? t('action.save') : t('action.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Form = ReturnType<typeof useZodForm<typeof PieceFields>>

// Inputs of the kit answer with the value itself.
function chosen<K extends 'plannedOn' | 'plannedTime' | 'ownerMemberId' | 'dueOn'>(form: Form, key: K) {
  return {
    value: form.values[key],
    onChange: (value: string | null) => form.setValues({ [key]: value }),
    error: form.errors[key],
  }
}

// What only planners set: authors see it and cannot change it (whyNotReplan), except on a piece of their own making.
function Planning({ form, isNew }: { form: Form; isNew: boolean }) {
  const t = useText(pieceText)
  const choices = useQuery(choicesQuery).data
  const actor = useActor()
  const isFixed = whyNotReplan(actor) !== null
  const disabled = isFixed && !isNew
  const { plannedOn, plannedPrecision } = form.values
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <DayInput label={t('field.plannedOn')} disabled={disabled} clearable {...chosen(form, 'plannedOn')} />
        <TimeInput
          label={t('field.plannedTime')}
          {...chosen(form, 'plannedTime')}
          disabled={
            disabled || plannedOn === null || plannedPrecision === 'week' || plannedPrecision === 'month'
          }
        />
        <Stack gap={4} justify="flex-end">
          <SegmentedControl
            aria-label={t('field.plannedPrecision')}
            disabled={disabled || plannedOn === null}
            value={precisions.find((value) => value === plannedPrecision) ?? 'day'}
            onChange={(value) => form.setFieldValue('plannedPrecision', value)}
            data={precisions.map((value) => ({ value, label: t(`precision.${value}`) }))}
          />
        </Stack>
      </SimpleGrid>
      <TagsInput
        label={t('field.channels')}
        description={t('field.channelsHint')}
        disabled={disabled}
        data={choices?.channels ?? []}
        splitChars={[',', ';']}
        acceptValueOnBlur
        clearable
        {...form.getInputProps('channelWords')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <PersonPicker
          label={t('field.owner')}
          disabled={isFixed}
          people={(choices?.owners ?? []).flatMap(({ memberId, name }) =>
            memberId === null ? [] : [{ memberId, name }],
          )}
          {...chosen(form, 'ownerMemberId')}
        />
        <DayInput label={t('field.dueOn')} disabled={disabled} clearable {...chosen(form, 'dueOn')} />
      </SimpleGrid>
      <Select
        label={t('field.campaign')}
        disabled={disabled}
        data={(choices?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        clearable
        searchable
        {...form.getInputProps('campaignId')}
      />
    </>
  )
}
