import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { provideApi } from '../../kit/api.ts'
import { renderPage } from '../../kit/testing/renderPage.tsx'
import { TodayPage } from './TodayPage.tsx'

type Filter = {
  late?: boolean
  withoutOwner?: boolean
  ownerIds?: string[]
  states?: string[]
  from?: string
}

const piece = (title: string) => ({
  id: title,
  number: 1,
  title,
  status: 'idea',
  plannedOn: '2026-01-05',
  channelWords: ['Blog'],
  owner: { memberId: null, name: '' },
})
const publication = (title: string) => ({
  id: title,
  piece: { id: `p-${title}`, number: 2, title },
  channel: { id: 'c', name: 'Website', kind: 'wordpress' },
  state: 'failed',
  dueAt: '2026-01-05T08:00:00Z',
})

function answer(over: { late?: object[]; total?: number; stuck?: () => Promise<unknown> } = {}) {
  const {
    late = [],
    total = late.length,
    stuck = async () => ({ rows: [publication('Aus dem Netz gefallen')], total: 1 }),
  } = over
  provideApi({
    plan: {
      piece: {
        list: async (filter: Filter) =>
          filter.late
            ? { pieces: late, total }
            : { pieces: [], total: filter.withoutOwner || filter.ownerIds ? 0 : 12 },
      },
    },
    produce: { review: { list: async () => [] } },
    publish: {
      publication: { list: async (filter: Filter) => (filter.from ? { rows: [], total: 0 } : stuck()) },
    },
  })
}

const section = async (name: string) => within(await screen.findByRole('region', { name }))

test('each list says what is in it, how many, and where the rest is', async () => {
  answer({ late: [piece('Messebericht')], total: 31 })
  renderPage(<TodayPage />)
  const late = await section('Überfällig')
  expect((await late.findByRole('link', { name: 'Messebericht' })).getAttribute('href')).toBe(
    '/w/muster/pieces/Messebericht',
  )
  expect(late.getByText('31')).toBeDefined()
  expect(late.getByRole('link', { name: 'Alle 31 zeigen' }).getAttribute('href')).toContain('late=true')
  const stuck = await section('Fehlgeschlagen oder offen')
  expect(await stuck.findByText('Aus dem Netz gefallen')).toBeDefined()
  expect(
    await (await section('Geht heute raus')).findByText('Für heute ist keine Ausspielung geplant.'),
  ).toBeDefined()
})

test('a list that cannot be read says why, the others stay', async () => {
  answer({
    late: [piece('Messebericht')],
    stuck: async () => {
      throw new Refusal('access.forbidden', 'forbidden')
    },
  })
  renderPage(<TodayPage />)
  expect(await (await section('Fehlgeschlagen oder offen')).findByRole('alert')).toBeDefined()
  expect(await (await section('Überfällig')).findByText('Messebericht')).toBeDefined()
})

test('without any piece it leads to the import; who may not import is not sent there', async () => {
  const empty = { plan: { piece: { list: async () => ({ pieces: [], total: 0 }) } } }
  provideApi(empty)
  const { unmount } = renderPage(<TodayPage />)
  expect((await screen.findByRole('link', { name: 'Plan importieren' })).getAttribute('href')).toBe(
    '/w/muster/plan/import',
  )
  unmount()
  renderPage(<TodayPage />, { workspace: { role: 'viewer' }, language: 'en' })
  expect(await screen.findByText('Welcome to Leitstand')).toBeDefined()
  expect(screen.queryByRole('link', { name: 'Import a plan' })).toBeNull()
})
