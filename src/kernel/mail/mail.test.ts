import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testLeitstand } from '../testing/harness.ts'
import { queueMail, sendMail } from './mail.ts'

/** A mail server that keeps what it gets and answers RCPT as told. */
async function mailServer() {
  const received: string[] = []
  let answerToRecipient = '250 ok'
  const speak = (socket: Socket) => {
    let isText = false
    let text = ''
    socket.write('220 mail.beispiel.test\r\n')
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        if (isText) {
          const over = text.indexOf('\r\n.\r\n')
          if (over < 0) return
          received.push(text.slice(0, over))
          text = text.slice(over + 5)
          isText = false
          socket.write('250 kept\r\n')
          continue
        }
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        isText = /^DATA/i.test(line)
        socket.write(`${isText ? '354 go on' : /^RCPT/i.test(line) ? answerToRecipient : '250 ok'}\r\n`)
      }
    })
    socket.on('error', () => {})
  }
  const server = createServer(speak)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    received,
    answerRecipient: (answer: string) => {
      answerToRecipient = answer
    },
  }
}

const server = await mailServer()
const settings = { mail: { smtpUrl: server.url, from: 'Leitstand <leitstand@beispiel.test>' } }
const { app, workspace } = await testLeitstand({ jobs: [sendMail], settings })
const link = 'https://leitstand.test/g/nur-fuer-dich'

async function queued(subject = 'Bitte freigeben') {
  const space = await workspace()
  const id = await space.inside((call) =>
    queueMail(call, {
      kind: 'approval_request',
      to: { address: 'chefin@beispiel.test', name: 'Jana Öztürk' },
      subject,
      text: `Hier: ${link}`,
      html: `<p>${link}</p>`,
    }),
  )
  const row = () =>
    space.inside((call) =>
      call.db.selectFrom('kernel.mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
  return { id, row, send: () => sendMail.run(app, { workspaceId: space.id, id }) }
}

test('a mail goes out once; its text, which holds a link that opens something, is not kept', async () => {
  const { id, row, send } = await queued()
  expect(await row()).toMatchObject({ status: 'queued', bodyText: `Hier: ${link}` })
  await send()
  await send()
  expect(server.received.filter((text) => text.includes(id))).toHaveLength(1)
  expect(server.received.at(-1)).toContain('nur-fuer-dich')
  expect(await row()).toMatchObject({ status: 'sent', error: null, bodyText: '', bodyHtml: '' })
})

test('a line break in a subject starts no other header', async () => {
  const { send } = await queued('Hallo\r\nBcc: alle@beispiel.test')
  await send()
  expect(server.received.at(-1)).toMatch(/^Subject: Hallo Bcc: alle@beispiel\.test\r$/m)
})

test('what the server refuses for now is tried again, what it refuses for good is kept with the reason', async () => {
  const { row, send } = await queued()
  server.answerRecipient('450 later')
  await expect(send()).rejects.toThrow(/450 later/)
  expect(await row()).toMatchObject({ status: 'queued', attempts: 1, bodyText: `Hier: ${link}` })
  server.answerRecipient('550 no such user')
  await send()
  expect(await row()).toMatchObject({ status: 'failed', attempts: 2, bodyText: `Hier: ${link}` })
  expect((await row()).error).toContain('550 no such user')
  server.answerRecipient('250 ok')
})
