import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { provideApi } from '../../../kit/api.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import type { ReviewView } from '../review.schema.ts'
import { DecisionBar } from './DecisionBar.tsx'

// happy-dom knows no document.fonts, on which growing text fields listen.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })

const view: ReviewView = {
  approval: {
    id: crypto.randomUUID(),
    pieceId: crypto.randomUUID(),
    pieceTitle: 'Herbst',
    state: 'requested',
    hash: 'a'.repeat(64),
    note: '',
    requestedByName: 'Edda',
    requestedAt: '2026-11-23T08:00:00.000Z',
    expiresAt: '2026-12-07T08:00:00.000Z',
    askedName: 'Karl',
    askedEmail: '',
    isGuest: true,
    decidedAt: null,
    decidedByName: '',
    reason: '',
    endedAt: null,
    remindedAt: null,
    version: 1,
    may: { decide: null, withdraw: 'x', remind: 'x', renewLink: 'x' },
  },
  workspaceName: 'Grün',
  title: 'Herbst',
  slug: 'herbst',
  excerpt: '',
  html: '<p>Text</p>',
  wordCount: 1,
  featuredImage: null,
  targets: [],
  hash: 'b'.repeat(64),
  isChanged: false,
}

function show(decide: (input: object) => Promise<object>) {
  provideApi({ produce: { review: { decide } } })
  renderKit(<DecisionBar view={view} />)
  return userEvent.setup()
}

test('approving decides on exactly the content that is shown', async () => {
  const decide = vi.fn(async () => ({}))
  const user = show(decide)
  await user.click(screen.getByRole('button', { name: 'Freigeben' }))
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    id: view.approval.id,
    hash: view.hash,
    decision: 'approved',
    reason: '',
  })
})

test('sending back asks for a reason first and sends nothing without one', async () => {
  const decide = vi.fn(async () => ({}))
  const user = show(decide)
  await user.click(screen.getByRole('button', { name: 'Zurückschicken' }))
  await user.click(screen.getByRole('button', { name: 'Zurückschicken' }))
  expect(screen.getByText('Bitte schreib dazu, was anders werden soll.')).toBeTruthy()
  expect(decide).not.toHaveBeenCalled()
  await user.type(screen.getByRole('textbox', { name: /Was soll anders werden/ }), 'Der Preis fehlt.')
  await user.click(screen.getByRole('button', { name: 'Zurückschicken' }))
  expect(decide).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ decision: 'rejected', reason: 'Der Preis fehlt.' }),
  )
})

test('a text that changed meanwhile is said, and the decision stays open', async () => {
  const user = show(() => Promise.reject(new Refusal('approval.content_changed', 'stale')))
  await user.click(screen.getByRole('button', { name: 'Freigeben' }))
  await waitFor(() => expect(screen.getByText(/gerade geändert/)).toBeTruthy())
  expect(screen.getByRole('button', { name: 'Freigeben' })).toBeTruthy()
})
