import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '../../../kernel/access/role.ts'
import { provideApi } from '../../../kit/api.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import { WorkspaceProvider } from '../../../kit/workspace.tsx'
import type { PieceCard } from '../piece.schema.ts'
import { MiniCard } from './MiniCard.tsx'

const card: PieceCard = {
  id: '01900000-0000-7000-8000-000000000002',
  number: 7,
  title: 'Frühling',
  status: 'in_review',
  plannedOn: '2026-12-01',
  plannedPrecision: 'day',
  plannedTime: '09:00',
  format: '',
  channelWords: ['Blog', 'XING'],
  owner: { memberId: null, name: 'Agentur Nord' },
  campaign: null,
  dueOn: null,
  version: 4,
}

const move = vi.fn()
const changeStatus = vi.fn()
beforeEach(() => {
  // Answers like the server: the next version, moved to where it was asked to be.
  move.mockReset().mockImplementation(async (wish: object & { version: number }) => ({
    ...card,
    ...wish,
    version: wish.version + 1,
  }))
  changeStatus.mockReset().mockImplementation(async (wish: object) => ({ ...card, ...wish }))
  provideApi({ plan: { piece: { move, changeStatus } } })
})

async function show(role: Role, piece: PieceCard) {
  const workspace = {
    id: 'w',
    slug: 'w',
    name: 'W',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    role,
    memberId: 'm',
    userId: 'u',
  }
  const root = createRootRoute({
    component: () => (
      <WorkspaceProvider workspace={workspace}>
        <MiniCard piece={piece} />
      </WorkspaceProvider>
    ),
  })
  const router = createRouter({ routeTree: root, history: createMemoryHistory() })
  renderKit(<RouterProvider router={router} />)
  return { user: userEvent.setup(), link: await screen.findByRole('link', { name: piece.title }) }
}

test('says status, time, channels and owner in words', async () => {
  await show('editor', card)
  for (const words of ['In Prüfung', '09:00', 'Blog, XING']) expect(screen.getByText(words)).toBeTruthy()
  expect(screen.getByTitle('Agentur Nord').textContent).toBe('AN')
})

test('Shift and an arrow move by a day, and three in a row follow each other', async () => {
  const { user, link } = await show('editor', { ...card, id: '01900000-0000-7000-8000-0000000000aa' })
  link.focus()
  await user.keyboard('{Shift>}{ArrowRight}{ArrowDown}{ArrowLeft}{/Shift}')
  await waitFor(() => expect(move).toHaveBeenCalledTimes(3))
  expect(move.mock.calls.map(([wish]) => [wish.plannedOn, wish.version])).toEqual([
    ['2026-12-02', 4],
    ['2026-12-08', 5],
    ['2026-11-30', 6],
  ])
})

test('without Shift, and for those who do not plan, arrows move nothing', async () => {
  const { user, link } = await show('author', card)
  link.focus()
  await user.keyboard('{ArrowRight}{Shift>}{ArrowRight}{/Shift}')
  expect(move).not.toHaveBeenCalled()
})

test('the menu offers the next steps only, and takes one', async () => {
  const { user } = await show('editor', card)
  await user.click(screen.getByRole('button', { name: 'Aktionen zu „Frühling“' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Freigegeben' }))
  expect(screen.queryByRole('menuitem', { name: 'Veröffentlicht' })).toBeNull()
  expect(changeStatus.mock.calls[0]?.[0]).toEqual({ id: card.id, version: 4, status: 'approved' })
})

test('a viewer’s menu only opens the piece', async () => {
  const { user } = await show('viewer', card)
  await user.click(screen.getByRole('button', { name: 'Aktionen zu „Frühling“' }))
  const items = await screen.findAllByRole('menuitem')
  expect(items.map((item) => item.textContent)).toEqual(['Öffnen'])
})
