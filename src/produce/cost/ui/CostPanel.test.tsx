import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Role } from '../../../kernel/access/role.ts'
import { provideApi } from '../../../kit/api.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import { WorkspaceProvider } from '../../../kit/workspace.tsx'
import type { PieceCost } from '../cost.schema.ts'
import { CostPanel } from './CostPanel.tsx'

const pieceId = crypto.randomUUID()
const euro = (cents: number) => ({ cents, currency: 'EUR' })
const costs: PieceCost = {
  lines: [
    {
      id: crypto.randomUUID(),
      pieceId,
      kind: 'planned',
      label: 'Texthonorar',
      amount: euro(40_000),
      supplier: 'Textbüro Nord',
      incurredOn: '2026-11-30',
      createdAt: '2026-11-23T08:00:00.000Z',
      version: 1,
    },
  ],
  planned: euro(40_000),
  actual: euro(45_050),
  may: { edit: null },
}

function show(role: Role, cost: object) {
  provideApi({ produce: { cost } })
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
  renderKit(
    <WorkspaceProvider workspace={workspace}>
      <CostPanel pieceId={pieceId} />
    </WorkspaceProvider>,
  )
  return userEvent.setup()
}

test('lines, sums and the difference are shown as they are written in German', async () => {
  show('editor', { ofPiece: async () => costs })
  expect(await screen.findByText('Texthonorar')).toBeTruthy()
  expect(screen.getByText('Textbüro Nord · 30.11.2026')).toBeTruthy()
  expect(screen.getAllByText(/^400,00\s€$/)).toHaveLength(2)
  expect(screen.getByText(/^50,50\s€ über Plan$/)).toBeTruthy()
})

test('a cost is entered in cents, as it was typed', async () => {
  const enter = vi.fn(async () => costs.lines[0])
  const user = show('editor', { ofPiece: async () => ({ ...costs, lines: [] }), enter })
  await user.click(await screen.findByRole('button', { name: 'Kosten eintragen' }))
  await user.click(await screen.findByText('Ist'))
  await user.type(screen.getByRole('textbox', { name: /Wofür/ }), 'Fotos')
  await user.click(screen.getByRole('button', { name: 'Speichern' }))
  expect(screen.getByText('Bitte gib einen Betrag ein.')).toBeTruthy()
  await user.type(screen.getByRole('textbox', { name: /Betrag/ }), '1.234,5')
  await user.tab()
  await user.click(screen.getByRole('button', { name: 'Speichern' }))
  expect(enter).toHaveBeenCalledExactlyOnceWith({
    pieceId,
    kind: 'actual',
    label: 'Fotos',
    cents: 123_450,
    supplier: '',
    incurredOn: null,
  })
})

test('R34: an author sees nothing of it, and nothing is asked for', async () => {
  const ofPiece = vi.fn(async () => costs)
  show('author', { ofPiece })
  expect(screen.queryByText('Kosten')).toBeNull()
  expect(ofPiece).not.toHaveBeenCalled()
})
