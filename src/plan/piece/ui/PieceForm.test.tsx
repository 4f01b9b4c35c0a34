import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '../../../kernel/access/role.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { provideApi } from '../../../kit/api.ts'
import { registerRefusals } from '../../../kit/refusal.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import { WorkspaceProvider } from '../../../kit/workspace.tsx'
import { refusalText } from '../../text.ts'
import type { Piece } from '../piece.schema.ts'
import { PieceForm } from './PieceForm.tsx'

const memberId = '01900000-0000-7000-8000-000000000001'
const piece: Piece = {
  id: '01900000-0000-7000-8000-000000000002',
  number: 7,
  title: 'Frühling im Möbelhaus',
  status: 'in_progress',
  plannedOn: '2026-12-24',
  plannedPrecision: 'day',
  plannedTime: '09:00',
  format: 'Blogartikel',
  channelWords: ['Blog'],
  owner: { memberId, name: 'Anna Berg' },
  campaign: null,
  dueOn: null,
  version: 4,
  zone: 'Europe/Berlin',
  goal: '',
  note: '',
  extra: [],
  source: null,
  importJobId: null,
  publishedAt: null,
  createdAt: '2026-11-23T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
  deletedAt: null,
  may: { edit: null, replan: null, delete: null },
  nextStatuses: [],
}

const api = { create: vi.fn(), change: vi.fn(), show: vi.fn(), choices: vi.fn() }
beforeAll(() => registerRefusals(refusalText))
beforeEach(() => {
  for (const call of Object.values(api)) call.mockReset()
  api.choices.mockResolvedValue({
    channels: ['Blog', 'XING'],
    owners: [{ memberId, name: 'Anna Berg' }],
    campaigns: [],
  })
  api.create.mockImplementation(async (input: object) => ({ ...piece, ...input }))
  api.change.mockImplementation(async (input: object) => ({ ...piece, ...input }))
  provideApi({ plan: { piece: api } })
})

function show(role: Role, of?: Piece) {
  const onSaved = vi.fn()
  const workspace = {
    id: 'w',
    slug: 'w',
    name: 'W',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    role,
    memberId,
    userId: 'u',
  }
  renderKit(
    <WorkspaceProvider workspace={workspace}>
      <PieceForm
        {...(of ? { piece: of } : { initial: { plannedOn: '2026-12-01' } })}
        onSaved={onSaved}
        onCancel={vi.fn()}
      />
    </WorkspaceProvider>,
  )
  return { onSaved, user: userEvent.setup() }
}

const title = () => screen.getByRole('textbox', { name: /Titel/ })

test('a title and Enter make a piece on the day that was clicked', async () => {
  const { onSaved, user } = show('editor')
  await user.type(title(), 'Schnell angelegt{Enter}')
  await waitFor(() => expect(onSaved).toHaveBeenCalled())
  expect(api.create.mock.calls[0]?.[0]).toMatchObject({ title: 'Schnell angelegt', plannedOn: '2026-12-01' })
})

test('without a title nothing is sent, and the field says why', async () => {
  const { user } = show('editor')
  await user.click(screen.getByRole('button', { name: 'Anlegen' }))
  expect(api.create).not.toHaveBeenCalled()
  expect(title().getAttribute('aria-invalid')).toBe('true')
})

test('only what was changed is sent, with the version that was read', async () => {
  const { onSaved, user } = show('editor', piece)
  await user.type(title(), ' 2027')
  await user.click(screen.getByRole('button', { name: 'Speichern' }))
  await waitFor(() => expect(onSaved).toHaveBeenCalled())
  expect(api.change.mock.calls[0]?.[0]).toEqual({
    id: piece.id,
    version: 4,
    title: 'Frühling im Möbelhaus 2027',
  })
})

test('authors write; day, channels and owner are closed to them', async () => {
  show('author', piece)
  expect(title()).toHaveProperty('disabled', false)
  expect(await screen.findByRole('textbox', { name: 'Geplant für' })).toHaveProperty('disabled', true)
  expect(screen.getByRole('textbox', { name: 'Fertig bis' })).toHaveProperty('disabled', true)
})

test('somebody else’s save is shown beside what was typed, and mine can still be saved', async () => {
  const theirs: Piece = { ...piece, version: 5, title: 'Titel von Ben', note: 'von Ben' }
  api.change.mockRejectedValueOnce(new Refusal('piece.stale', 'stale'))
  api.show.mockResolvedValue(theirs)
  const { onSaved, user } = show('editor', piece)
  await user.clear(title())
  await user.type(title(), 'Mein Titel')
  await user.click(screen.getByRole('button', { name: 'Speichern' }))
  expect(await screen.findByText('Titel von Ben')).toBeTruthy()
  expect(title()).toHaveProperty('value', 'Mein Titel')
  expect(onSaved).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Meine Fassung speichern' }))
  await waitFor(() => expect(onSaved).toHaveBeenCalled())
  expect(api.change.mock.calls[1]?.[0]).toMatchObject({ version: 5, title: 'Mein Titel' })
})

test('or the saved version is taken over', async () => {
  api.change.mockRejectedValueOnce(new Refusal('piece.stale', 'stale'))
  api.show.mockResolvedValue({ ...piece, version: 5, title: 'Titel von Ben' })
  const { user } = show('editor', piece)
  await user.type(title(), '!')
  await user.click(screen.getByRole('button', { name: 'Speichern' }))
  await user.click(await screen.findByRole('button', { name: 'Gespeicherte Fassung übernehmen' }))
  expect(title()).toHaveProperty('value', 'Titel von Ben')
})
