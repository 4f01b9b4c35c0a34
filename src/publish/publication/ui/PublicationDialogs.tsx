import { Button, CopyButton, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { composeAddress } from '../../channel/channel.rules.ts'
import type { Publication } from '../publication.schema.ts'
import { publicationText } from '../publication.text.ts'
import { materialsQuery, publicationTopics } from './publication.queries.ts'
import { SlotFields, slotFrom } from './SlotFields.tsx'
import { publishClient } from '../../channel/ui/publishClient.ts'

type Props = { publication: Publication; onClose(): void }

/** Chooses another time. */
export function MoveDialog({ publication, onClose }: Props) {
  const t = useText(publicationText)
  const format = useFormat()
  const { zone } = useWorkspace()
  const { id, version, slot } = publication
  const [draft, setDraft] = useState({
    date: slot?.date ?? null,
    time: slot?.time ?? '09:00',
    zone: slot?.zone ?? zone,
  } as {
    date: string | null
    time: string | null
    zone: string
  })
  const chosen = slotFrom(draft)
  const move = useCommand(publishClient.publication.move, {
    topics: publicationTopics,
    done: chosen === null ? undefined : t('done.moved', { when: format.slot(chosen) }),
    onDone: onClose,
  })
  return (
    <FormDialog
      title={t('action.move')}
      onClose={onClose}
      isSending={move.isPending}
      isReady={chosen !== null}
      onSubmit={() => chosen && move.mutate({ id, version, slot: chosen })}
    >
      <SlotFields value={draft} onChange={setDraft} />
    </FormDialog>
  )
}

/** Copies what is needed, opens the place to post, takes the confirmation (T95). */
export function ManualDialog({ publication, onClose }: Props) {
  const t = useText(publicationText)
  const { id, version, channel, link } = publication
  const [url, setUrl] = useState(publication.liveUrl ?? '')
  const [refusal, setRefusal] = useState<unknown>(null)
  const confirm = useCommand(publishClient.publication.confirmManual, {
    topics: publicationTopics,
    done: t('done.settled'),
    onDone: onClose,
    onRefused: setRefusal,
  })
  const place = composeAddress(channel.composeUrl, link.url)
  const materials = useQuery(materialsQuery(id))
  return (
    <FormDialog
      title={t('manual.title')}
      onClose={onClose}
      submit={t('action.confirm')}
      isSending={confirm.isPending}
      onSubmit={() => confirm.mutate({ id, version, url: url.trim() === '' ? null : url.trim() })}
    >
      <Text>{t('manual.text', { channel: channel.name })}</Text>
      <Loaded query={materials}>
        {(found) => (
          <Textarea
            label={t('field.text')}
            value={wordsOf(found)}
            readOnly
            autosize
            minRows={3}
            maxRows={10}
          />
        )}
      </Loaded>
      <Group gap="xs">
        {materials.data && <Copy value={wordsOf(materials.data)} label={t('action.copyText')} />}
        <Copy value={link.url} label={t('action.copyLink')} />
        {place !== null && (
          <Button component="a" href={place} target="_blank" rel="noreferrer" variant="default">
            {t('action.compose', { channel: channel.name })}
          </Button>
        )}
      </Group>
      <TextInput
        label={t('field.address')}
        description={t('manual.addressHint')}
        inputMode="url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <RefusalNote error={refusal} />
    </FormDialog>
  )
}

// A social post is short: the teaser when there is one, else the whole text.
function wordsOf({ title, excerpt, text }: { title: string; excerpt: string; text: string }): string {
  return `${title}\n\n${excerpt === '' ? text : excerpt}`
}

/** Says at which address an unclear publication is online. */
export function OnlineDialog({ publication, onClose }: Props) {
  const t = useText(publicationText)
  const { id, version } = publication
  const [url, setUrl] = useState('')
  const [refusal, setRefusal] = useState<unknown>(null)
  const say = useCommand(publishClient.publication.sayOnline, {
    topics: publicationTopics,
    done: t('done.settled'),
    onDone: onClose,
    onRefused: setRefusal,
  })
  return (
    <FormDialog
      title={t('action.sayOnline')}
      onClose={onClose}
      isSending={say.isPending}
      isReady={url.trim() !== ''}
      onSubmit={() => say.mutate({ id, version, url: url.trim() })}
    >
      <TextInput
        label={t('field.address')}
        required
        inputMode="url"
        data-autofocus
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <RefusalNote error={refusal} />
    </FormDialog>
  )
}

/** Says where the short link leads. */
export function TargetDialog({ publication, onClose }: Props) {
  const t = useText(publicationText)
  const [url, setUrl] = useState(publication.link.targetUrl)
  const [refusal, setRefusal] = useState<unknown>(null)
  const change = useCommand(publishClient.publication.changeTarget, {
    topics: publicationTopics,
    done: t('done.target'),
    onDone: onClose,
    onRefused: setRefusal,
  })
  return (
    <FormDialog
      title={t('action.target')}
      onClose={onClose}
      isSending={change.isPending}
      onSubmit={() => change.mutate({ id: publication.id, targetUrl: url.trim() === '' ? null : url.trim() })}
    >
      <TextInput
        label={t('field.address')}
        description={t('target.hint')}
        inputMode="url"
        data-autofocus
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <RefusalNote error={refusal} />
    </FormDialog>
  )
}

function FormDialog(props: {
  title: string
  onClose(): void
  onSubmit(): void
  submit?: string
  isSending: boolean
  isReady?: boolean
  children: ReactNode
}) {
  const t = useText(publicationText)
  const send = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <Dialog opened onClose={props.onClose} title={props.title} size="md">
      <form onSubmit={send}>
        <Stack>
          {props.children}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('action.dismiss')}
            </Button>
            <Button type="submit" loading={props.isSending} disabled={props.isReady === false}>
              {props.submit ?? t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

/** A button that copies and says so. */
export function Copy({ value, label }: { value: string; label: string }) {
  const t = useText(publicationText)
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy} aria-live="polite">
          {copied ? t('action.copied') : label}
        </Button>
      )}
    </CopyButton>
  )
}
