import { expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { sendMail } from '../../kernel/mail/mail.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'
import { linksIn } from './outbox.rules.ts'

// A mail server is configured; nothing is sent here, the queue is not worked.
const settings = { mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'leitstand@leitstand.test' } }
const { workspace } = await testLeitstand({ jobs: [sendMail], settings })
const { outbox } = manageApi

async function mailIn(
  place: Awaited<ReturnType<typeof workspace>>,
  status: 'queued' | 'held' | 'sent' | 'failed',
) {
  const id = newId()
  const createdAt = new Date('2026-11-23T08:00:00Z')
  await place.inside((call) =>
    call.db
      .insertInto('kernel.mail')
      .values({
        workspaceId: place.id,
        id,
        kind: 'approval_request',
        toAddress: 'chefin@beispiel.test',
        subject: 'Bitte freigeben',
        bodyText: 'Hier: https://leitstand.test/g/abc und https://leitstand.test/g/abc.',
        bodyHtml: '',
        status,
        createdAt,
        error: status === 'failed' ? '550 no such user' : null,
      })
      .execute(),
  )
  return id
}

test('a mail that went out is nobody else’s to read; one that did not is passed on or sent again', async () => {
  const place = await workspace()
  for (const status of ['queued', 'sent'] as const) {
    const id = await mailIn(place, status)
    await place.owner.refuses(outbox.open, { id }, 'outbox.delivered')
    await place.owner.refuses(outbox.resend, { id }, 'outbox.delivered')
  }
  const failed = await mailIn(place, 'failed')
  expect((await place.owner.call(outbox.open, { id: failed })).links[0]).toBe('https://leitstand.test/g/abc')
  await place.owner.call(outbox.resend, { id: failed })
  const { mails } = await place.owner.call(outbox.list, { statuses: ['queued'] })
  expect(mails.map(({ id }) => id)).toContain(failed)
  expect(mails.find(({ id }) => id === failed)).toMatchObject({ error: null, attempts: 0 })
  expect(await place.audit(failed)).toEqual(['outbox.open', 'outbox.resend'])
})

test('is for leaders of the very workspace', async () => {
  const place = await workspace()
  const other = await workspace()
  const id = await mailIn(place, 'held')
  await (await place.member('editor')).refuses(outbox.list, {}, 'access.role')
  await other.owner.refuses(outbox.open, { id }, 'outbox.not_found')
  await other.owner.refuses(outbox.resend, { id }, 'outbox.not_found')
  expect((await other.owner.call(outbox.list, {})).mails).toEqual([])
})

test('links are found once each', () => {
  expect(linksIn('a https://x.test/1 b\nhttps://x.test/1 http://y.test/z?q=1 <https://z.test>')).toEqual([
    'https://x.test/1',
    'http://y.test/z?q=1',
    'https://z.test',
  ])
})
