import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { provideApi } from '../../../kit/api.ts'
import { registerRefusals } from '../../../kit/refusal.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import { refusalText } from '../../text.ts'
import type { PublicationOfPiece } from '../publication.schema.ts'
import { PublicationCard } from './PublicationCard.tsx'

beforeAll(() => {
  registerRefusals(refusalText)
  provideApi({ publish: { publication: {} } })
})

type Shown = z.infer<typeof PublicationOfPiece>
const no = 'publication.running'
const scheduled: Shown = {
  id: '01930000-0000-7000-8000-000000000001',
  piece: { id: '01930000-0000-7000-8000-000000000002', number: 7, title: 'Hochbeete' },
  channel: { id: '01930000-0000-7000-8000-000000000003', name: 'Blog', kind: 'wordpress', composeUrl: '' },
  state: 'scheduled',
  blockedBy: null,
  slot: { date: '2027-03-28', time: '02:30', zone: 'Europe/Berlin' },
  dueAt: '2027-03-28T01:30:00.000Z',
  adjusted: 'gap',
  notAfter: null,
  nextAt: null,
  attempt: 0,
  categoryIds: [],
  liveUrl: null,
  publishedAt: null,
  lateMinutes: null,
  failure: null,
  warnings: [],
  link: { code: 'k7m2xqab', url: 'https://leitstand.test/go/k7m2xqab', targetUrl: '' },
  version: 4,
  may: {
    move: null,
    cancel: null,
    publishNow: 'publication.approved_for_later',
    retry: no,
    sayOnline: no,
    sayOffline: no,
    confirmManual: 'publication.not_manual',
    update: 'publication.not_live',
  },
  timeline: [],
}

describe('a publication on the page of its piece', () => {
  it('T03: says when a time does not exist', () => {
    renderKit(<PublicationCard publication={scheduled} />)
    expect(screen.getByText(/28\.03\.2027, 02:30/).textContent).toContain('Es erscheint um 03:30.')
  })

  it('shows what cannot be done with its reason', async () => {
    renderKit(<PublicationCard publication={scheduled} />)
    await userEvent.click(screen.getByRole('button', { name: 'Weitere Aktionen' }))
    const item = await screen.findByRole('menuitem', { name: /Jetzt veröffentlichen/ })
    expect(item.textContent).toContain('Die Freigabe gilt für den geplanten Termin.')
    expect(item.hasAttribute('disabled') || item.getAttribute('data-disabled') !== null).toBe(true)
  })

  it.each([
    ['de', 'WordPress findet diese Angaben ungültig: slug.', 'Erneut versuchen'],
    ['en', 'WordPress finds these values invalid: slug.', 'Try again'],
  ] as const)('T102: a failure in plain words with the next step (%s)', async (language, cause, action) => {
    const sent: unknown[] = []
    provideApi({
      publish: {
        publication: {
          retry: async (input: unknown) => {
            sent.push(input)
            return scheduled
          },
        },
      },
    })
    const failure = { kind: 'validation', key: 'wordpress.invalid', params: { fields: 'slug' }, detail: '' }
    const failed: Shown = { ...scheduled, state: 'failed', failure, may: { ...scheduled.may, retry: null } }
    renderKit(<PublicationCard publication={failed} />, language)
    expect(screen.getByText(cause)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: action }))
    await waitFor(() => expect(sent).toEqual([{ id: scheduled.id, version: 4 }]))
  })

  it('T45: an unclear one is sent again only after a question', async () => {
    const sent: unknown[] = []
    provideApi({
      publish: {
        publication: {
          sayOffline: async (input: unknown) => {
            sent.push(input)
            return scheduled
          },
        },
      },
    })
    const may = { ...scheduled.may, sayOnline: null, sayOffline: null }
    renderKit(<PublicationCard publication={{ ...scheduled, state: 'unconfirmed', may }} />)
    expect(screen.getByText('Ist der Beitrag online?')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Ist nicht online' }))
    const question = await screen.findByRole('dialog')
    expect(question.textContent).toContain('erscheint er doppelt')
    expect(sent).toEqual([])
    const yes = [...question.querySelectorAll('button')].find((one) => one.textContent === 'Ist nicht online')
    if (!yes) throw new Error('no button')
    await userEvent.click(yes)
    await waitFor(() => expect(sent).toHaveLength(1))
  })

  it('T108: the history says who did what and why', async () => {
    const entry = {
      attempt: 2,
      actor: 'Leitstand',
      params: {},
      detail: '504',
      at: '2027-03-28T01:31:00.000Z',
    }
    const timeline: Shown['timeline'] = [
      {
        ...entry,
        id: '01930000-0000-7000-8000-00000000000a',
        step: 'retry_later',
        key: 'wordpress.unreachable',
      },
    ]
    renderKit(<PublicationCard publication={{ ...scheduled, timeline }} />)
    await userEvent.click(screen.getByRole('button', { name: 'Verlauf' }))
    expect(await screen.findByText('Die Website ist gerade nicht erreichbar.')).toBeTruthy()
    expect(screen.getByText(/Versuch 2/)).toBeTruthy()
  })
})
