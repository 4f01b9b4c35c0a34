import { Button, NumberInput, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useLanguage, useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { PersonPicker } from '../../../kit/Person.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { Language } from '../../../kernel/text/text.ts'
import { defaultExpiryDays, type ApprovalRequest } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'
import { LinkToShare, type SharedLink } from './LinkToShare.tsx'
import { askable, client, topic } from './review.queries.ts'

/** Asks a member or a guest; for a guest it ends with the link, to be handed over by another way too. */
export function RequestDialog({ pieceId, onClose }: { pieceId: string; onClose(): void }) {
  const t = useText(reviewText)
  const [sent, setSent] = useState<SharedLink | null>(null)
  const title = sent ? t('request.linkTitle', { name: sent.name }) : t('request.title')
  return (
    <Dialog opened onClose={onClose} title={title}>
      {sent ? (
        <LinkToShare {...sent} onClose={onClose} />
      ) : (
        <RequestForm pieceId={pieceId} onClose={onClose} onSent={setSent} />
      )}
    </Dialog>
  )
}

function RequestForm(props: { pieceId: string; onClose(): void; onSent(sent: SharedLink): void }) {
  const { pieceId, onClose, onSent } = props
  const t = useText(reviewText)
  const cache = useQueryClient()
  const [kind, setKind] = useState<'member' | 'guest'>('member')
  const [memberId, setMemberId] = useState<string | null>(null)
  const [guest, setGuest] = useState({ name: '', email: '', language: useLanguage() })
  const [note, setNote] = useState('')
  const [days, setDays] = useState(defaultExpiryDays)
  const [error, setError] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const asked: ApprovalRequest['asked'] | null =
    kind === 'guest' ? { kind, ...guest } : memberId === null ? null : { kind, memberId }
  const isReady = kind === 'guest' ? guest.name.trim() !== '' && guest.email.includes('@') : memberId !== null
  const send = async () => {
    if (!asked) return
    setSending(true)
    setError(null)
    await client
      .review()
      .request({ pieceId, asked, note, expiresInDays: days })
      .then(({ askedName, askedEmail, link, isMailHeld }) => {
        void cache.invalidateQueries({ queryKey: [topic] })
        toast({ message: t('request.sent', { name: askedName }) })
        if (link === null) onClose()
        else onSent({ name: askedName, email: askedEmail, link, isMailHeld })
      }, setError)
      .finally(() => setSending(false))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack>
        <SegmentedControl
          fullWidth
          aria-label={t('request.whom')}
          value={kind}
          onChange={(value) => setKind(value === 'guest' ? 'guest' : 'member')}
          data={[
            { value: 'member', label: t('request.member') },
            { value: 'guest', label: t('request.guest') },
          ]}
        />
        {kind === 'member' ? (
          <MemberField value={memberId} onChange={setMemberId} />
        ) : (
          <GuestFields guest={guest} onChange={setGuest} />
        )}
        <Textarea
          label={t('request.note')}
          placeholder={t('request.notePlaceholder')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <NumberInput
          label={t('request.days')}
          min={1}
          max={60}
          allowDecimal={false}
          value={days}
          onChange={(value) => setDays(Number(value) || defaultExpiryDays)}
        />
        <RefusalNote error={error} />
        <Button type="submit" loading={isSending} disabled={!isReady}>
          {t('request.send')}
        </Button>
      </Stack>
    </form>
  )
}

function MemberField({ value, onChange }: { value: string | null; onChange(memberId: string | null): void }) {
  const t = useText(reviewText)
  const { memberId, role } = useWorkspace()
  const { data: members = [] } = useQuery(askable)
  // Only those who lead may ask themselves (review.rules.ts whyNotAsk).
  const people = members.filter(
    (member) => member.memberId !== memberId || role === 'owner' || role === 'manager',
  )
  return (
    <PersonPicker required label={t('request.person')} people={people} value={value} onChange={onChange} />
  )
}

type GuestValues = { name: string; email: string; language: Language }

function GuestFields({ guest, onChange }: { guest: GuestValues; onChange(guest: GuestValues): void }) {
  const t = useText(reviewText)
  return (
    <>
      <TextInput
        required
        label={t('request.name')}
        maxLength={120}
        value={guest.name}
        onChange={(event) => onChange({ ...guest, name: event.currentTarget.value })}
      />
      <TextInput
        required
        type="email"
        label={t('request.email')}
        description={t('request.emailHow')}
        maxLength={254}
        value={guest.email}
        onChange={(event) => onChange({ ...guest, email: event.currentTarget.value })}
      />
      <Select
        label={t('request.language')}
        allowDeselect={false}
        value={guest.language}
        onChange={(value) => onChange({ ...guest, language: value === 'en' ? 'en' : 'de' })}
        data={[
          { value: 'de', label: t('request.german') },
          { value: 'en', label: t('request.english') },
        ]}
      />
    </>
  )
}
