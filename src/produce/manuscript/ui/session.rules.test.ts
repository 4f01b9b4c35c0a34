import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Manuscript, ManuscriptContent, ManuscriptSave } from '../manuscript.schema.ts'
import type { Draft } from './draft.ts'
import { openSession } from './session.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T08:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const text = (words: string): ManuscriptContent => ({
  tree: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] },
  headline: '',
  slug: '',
  excerpt: '',
  featuredAssetId: null,
})

/** A server with one text, and the browser storage of one person. */
function scene(start = 'Anfang') {
  let version = 1
  let content = text(start)
  let stored: Draft | null = null
  let trouble: unknown = null
  const saves: ManuscriptSave[] = []
  const shown = (): Manuscript => ({
    ...content,
    pieceId: 'p',
    version,
    pieceTitle: 'Titel',
    wordCount: 1,
    updatedAt: new Date().toISOString(),
    updatedByUserId: null,
    updatedByName: 'Ben',
    may: { edit: null },
  })
  const parts = {
    show: async () => shown(),
    save: async ({ pieceId, baseVersion, keepsPrevious, ...next }: ManuscriptSave) => {
      if (trouble !== null) throw trouble
      if (baseVersion !== version) throw new Refusal('manuscript.stale', 'stale')
      saves.push({ pieceId, baseVersion, keepsPrevious, ...next })
      version += 1
      content = next
      return { version, wordCount: 1, updatedAt: new Date().toISOString(), voidedApprovals: 0 }
    },
    draft: {
      read: () => stored,
      write: (draft: Draft) => {
        stored = structuredClone(draft)
      },
      clear: () => {
        stored = null
      },
    },
  }
  return {
    open: () => openSession(shown(), parts),
    shown,
    saves,
    draft: () => stored,
    server: () => ({ version, content }),
    othersSave: (words: string) => {
      version += 1
      content = text(words)
    },
    fail: (error: unknown) => {
      trouble = error
    },
  }
}

describe('autosave', () => {
  test('a pause saves once; the draft stands until the server has it', async () => {
    const { open, saves, draft } = scene()
    const session = open()
    session.edit(text('A'))
    session.edit(text('AB'))
    expect(session.state().status).toBe('unsaved')
    expect(draft()?.content).toEqual(text('AB'))
    await vi.advanceTimersByTimeAsync(1_500)
    expect(saves).toHaveLength(1)
    expect(session.state()).toMatchObject({ status: 'saved', version: 2 })
    expect(draft()).toBeNull()
  })

  test('who never pauses is saved every few seconds all the same', async () => {
    const { open, saves } = scene()
    const session = open()
    for (let letters = 1; letters <= 20; letters += 1) {
      session.edit(text('x'.repeat(letters)))
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(saves.length).toBeGreaterThanOrEqual(1)
  })

  test('what is written during a save goes with the next', async () => {
    const { open, server, draft } = scene()
    const session = open()
    session.edit(text('A'))
    const saving = session.flush()
    session.edit(text('AB'))
    await saving
    expect(draft()?.content).toEqual(text('AB'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server().content).toEqual(text('AB'))
    expect(draft()).toBeNull()
  })

  test('an unreachable server is asked again until it answers', async () => {
    const { open, fail, server } = scene()
    const session = open()
    fail(new Refusal('request.unreachable', 'unavailable'))
    session.edit(text('Im Zug'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(session.state().status).toBe('offline')
    session.edit(text('Im Zug geschrieben'))
    fail(null)
    await vi.advanceTimersByTimeAsync(16_000)
    expect(session.state().status).toBe('saved')
    expect(server().content).toEqual(text('Im Zug geschrieben'))
  })

  test('a refusal is shown and the draft stays', async () => {
    const { open, fail, draft } = scene()
    const session = open()
    const refusal = new Refusal('asset.unknown_in_text', 'invalid')
    fail(refusal)
    session.edit(text('Mit Bild'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(session.state()).toMatchObject({ status: 'failed', refusal })
    expect(draft()?.content).toEqual(text('Mit Bild'))
  })
})

describe('a tab that was closed', () => {
  test('comes back with what was written', async () => {
    const { open, fail, server } = scene()
    fail(new Refusal('request.unreachable', 'unavailable'))
    const first = open()
    first.edit(text('Nicht verloren'))
    first.close()
    await vi.advanceTimersByTimeAsync(1_000)
    fail(null)
    const second = open()
    expect(second.state()).toMatchObject({ isRestored: true, content: text('Nicht verloren') })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server().content).toEqual(text('Nicht verloren'))
  })

  test('finds a text changed since: both are offered', () => {
    const { open, fail, othersSave } = scene()
    fail(new Refusal('request.unreachable', 'unavailable'))
    const first = open()
    first.edit(text('Meins'))
    first.close()
    othersSave('Bens')
    const second = open()
    expect(second.state()).toMatchObject({ content: text('Meins'), theirs: { tree: text('Bens').tree } })
  })
})

describe('two people', () => {
  test('without unsaved writing the other’s text is taken over', () => {
    const { open, othersSave, shown } = scene()
    const session = open()
    othersSave('Bens')
    session.observe(shown())
    expect(session.state()).toMatchObject({ content: text('Bens'), version: 2, replaced: 1, theirs: null })
  })

  async function conflict() {
    const found = scene()
    const session = found.open()
    session.edit(text('Meins'))
    found.othersSave('Bens')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(session.state()).toMatchObject({ theirs: { tree: text('Bens').tree }, content: text('Meins') })
    expect(found.server().content).toEqual(text('Bens'))
    return { ...found, session }
  }

  test('mine is taken: it is saved on top of the other', async () => {
    const { session, server, saves } = await conflict()
    session.settle('mine')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server()).toEqual({ version: 3, content: text('Meins') })
    session.edit(text('Meins!'))
    await vi.advanceTimersByTimeAsync(2_000)
    // Only the save that replaces the other's text keeps it as a version of its own.
    expect(saves.map((save) => save.keepsPrevious)).toEqual([true, false])
  })

  test('theirs is taken: nothing is written', async () => {
    const { session, server, saves } = await conflict()
    session.settle('theirs')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(session.state()).toMatchObject({ content: text('Bens'), theirs: null, status: 'saved' })
    expect(server().version).toBe(2)
    expect(saves).toEqual([])
  })

  test('both are kept: what was made of them is saved and shown', async () => {
    const { session, server } = await conflict()
    session.settle(text('Bens und meins'))
    expect(session.state().replaced).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server().content).toEqual(text('Bens und meins'))
  })

  test('while the choice is open nothing is saved, and writing goes on', async () => {
    const { session, server, draft } = await conflict()
    session.edit(text('Meins und mehr'))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(server().content).toEqual(text('Bens'))
    expect(draft()?.content).toEqual(text('Meins und mehr'))
  })

  test('both wrote the same: there is nothing to choose', async () => {
    const { open, othersSave } = scene()
    const session = open()
    session.edit(text('Gleich'))
    othersSave('Gleich')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(session.state()).toMatchObject({ theirs: null, status: 'saved', version: 2 })
  })
})
