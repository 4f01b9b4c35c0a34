import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Refusal } from '../../../kernel/refusal.ts'
import { useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded, Loading, Note, RefusalNote } from '../../../kit/Notes.tsx'
import type { GuestLink } from '../guest.schema.ts'
import { guestText } from '../guest.text.ts'
import { ReviewContent } from './ReviewContent.tsx'
import { client } from './review.queries.ts'
import classes from './review.module.css'

/** What a guest sees behind their link: first the code from the mailbox, then the piece and the decision. */
export function GuestPage() {
  const t = useText(guestText)
  const { token = '' } = useParams({ strict: false })
  const [hasLeft, setLeft] = useState(false)
  const link = useQuery({
    queryKey: ['guest', token],
    queryFn: () => client.guest().link({ token }),
    staleTime: 0,
  })
  useEffect(() => {
    document.title = `${t('page.title')} · Leitstand`
  }, [t])
  const isUnknown = link.error instanceof Refusal && ['not_found', 'invalid'].includes(link.error.kind)
  if (isUnknown)
    return (
      <EmptyState level={1} title={t('page.unknown')}>
        {t('page.unknownHow')}
      </EmptyState>
    )
  if (hasLeft)
    return (
      <EmptyState level={1} title={t('page.title')}>
        {t('page.left')}
      </EmptyState>
    )
  const leave = () => {
    void client
      .guest()
      .leave({})
      .finally(() => setLeft(true))
  }
  return (
    <Loaded query={link}>
      {(found) => (
        <Stack gap="md">
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Title order={1} size="h3">
                {t('page.greeting', { requester: found.requestedByName })}
              </Title>
              <Text c="dimmed">{t('page.forWorkspace', { workspace: found.workspaceName })}</Text>
            </div>
            {found.approvalId !== null && (
              <Button variant="subtle" color="gray" size="compact-sm" flex="none" onClick={leave}>
                {t('page.leave')}
              </Button>
            )}
          </Group>
          {found.state === 'ended' ? (
            <Note tone="waiting" title={t('page.ended')}>
              {t('page.endedHow', { requester: found.requestedByName })}
            </Note>
          ) : found.approvalId === null ? (
            <Entry token={token} link={found} onEntered={() => void link.refetch()} />
          ) : (
            <ReviewContent approvalId={found.approvalId} />
          )}
          {link.isRefetching && found.approvalId === null && <Loading />}
        </Stack>
      )}
    </Loaded>
  )
}

/** The code: sent to the guest's mailbox when asked for, then typed in. */
function Entry({ token, link, onEntered }: { token: string; link: GuestLink; onEntered(): void }) {
  const t = useText(guestText)
  const [isSent, setSent] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [code, setCode] = useState('')
  const [triesLeft, setTriesLeft] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const run = async (work: () => Promise<void>) => {
    setError(null)
    setTriesLeft(null)
    setBusy(true)
    await work()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const sendCode = () =>
    run(async () => {
      await client.guest().sendCode({ token })
      setSent(true)
    })
  const enter = () =>
    run(async () => {
      const entered = await client.guest().enter({ token, code })
      setTriesLeft(entered.triesLeft)
      if (entered.approvalId !== null) onEntered()
    })
  const { emailHint: email, requestedByName: requester, workspaceName: workspace } = link
  const how = link.hasMailServer
    ? t(isSent ? 'page.codeSent' : 'page.codeHow', { email })
    : t(isSent ? 'page.codeHeld' : 'page.codeHowHeld', { requester, workspace })
  const ask = link.hasMailServer
    ? t(isSent ? 'page.sendAgain' : 'page.sendCode')
    : t(isSent ? 'page.makeAgain' : 'page.makeCode')
  return (
    <Stack maw="26rem">
      <Text>{how}</Text>
      <RefusalNote error={error} />
      {isSent && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void enter()
          }}
        >
          <Stack>
            <TextInput
              className={classes.code}
              label={t('page.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={9}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              error={triesLeft !== null && t('page.wrongCode', { left: triesLeft })}
            />
            <Button type="submit" size="md" loading={isBusy} disabled={code.replace(/\D/g, '').length !== 6}>
              {t('page.open')}
            </Button>
          </Stack>
        </form>
      )}
      <Button
        variant={isSent ? 'subtle' : 'filled'}
        size="md"
        loading={isBusy && !isSent}
        onClick={() => void sendCode()}
      >
        {ask}
      </Button>
    </Stack>
  )
}
