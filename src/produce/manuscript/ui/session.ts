import { Refusal } from '../../../kernel/refusal.ts'
import { canonicalJson } from '../manuscript.rules.ts'
import type { Manuscript, ManuscriptContent, ManuscriptSave, Saved } from '../manuscript.schema.ts'
import type { DraftStore } from './draft.ts'

type SaveStatus = 'saved' | 'saving' | 'unsaved' | 'offline' | 'failed'

export type SessionState = {
  status: SaveStatus
  /** What the editor shows. */
  content: ManuscriptContent
  /** Counts up when `content` was replaced from outside and the editor must take it over. */
  replaced: number
  version: number
  savedAt: string | null
  /** What somebody else saved meanwhile; the person decides between it and `content`. */
  theirs: Manuscript | null
  /** Writing of an earlier visit was found in the browser. */
  isRestored: boolean
  refusal: unknown
  voidedApprovals: number
}

export type SessionParts = {
  save(save: ManuscriptSave): Promise<Saved>
  show(): Promise<Manuscript>
  draft: DraftStore
}

const saveAfterMs = 1_200
const saveAtLatestMs = 6_000
const retryAfterMs = [2_000, 4_000, 8_000, 15_000]

/** The writing of one person on one text, from opening to closing: autosave, drafts, and what others save meanwhile. */
export type ManuscriptSession = ReturnType<typeof openSession>

/**
 * Opens the text as the server showed it. Writing left in the browser by an earlier visit is taken up again; when the
 * text was changed since, both are offered.
 */
export function openSession(first: Manuscript, { save, show, draft }: SessionParts) {
  const listeners = new Set<() => void>()
  let base = contentOf(first)
  let state: SessionState = {
    status: 'saved',
    content: base,
    replaced: 0,
    version: first.version,
    savedAt: first.updatedAt,
    theirs: null,
    isRestored: false,
    refusal: null,
    voidedApprovals: 0,
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let unsavedSince: number | null = null
  let inFlight: Promise<void> | null = null
  let failures = 0
  let isClosed = false
  /** The next save replaces what somebody else wrote: that stays a version of its own. */
  let keepsPrevious = false

  const set = (change: Partial<SessionState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const isDirty = () => !same(state.content, base)
  const keepDraft = () =>
    draft.write({ baseVersion: state.version, content: state.content, savedAt: new Date().toISOString() })

  const schedule = (delay: number) => {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(() => void flush(), delay)
  }

  /** Saves now what is unsaved; resolves when it is decided how that went. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    inFlight ??= send().finally(() => {
      inFlight = null
      if (isDirty() && state.status === 'saved') markUnsaved()
    })
    return inFlight
  }

  async function send(): Promise<void> {
    if (state.theirs || !isDirty()) return
    const sent = state.content
    set({ status: 'saving' })
    try {
      const saved = await save({ pieceId: first.pieceId, baseVersion: state.version, keepsPrevious, ...sent })
      arrived(sent, saved)
    } catch (error) {
      await failed(error)
    }
  }

  function arrived(sent: ManuscriptContent, saved: Saved): void {
    failures = 0
    unsavedSince = null
    keepsPrevious = false
    base = sent
    set({
      status: 'saved',
      version: saved.version,
      savedAt: saved.updatedAt,
      refusal: null,
      voidedApprovals: state.voidedApprovals + saved.voidedApprovals,
    })
    if (isDirty()) keepDraft()
    else draft.clear()
  }

  async function failed(error: unknown): Promise<void> {
    const kind = error instanceof Refusal ? error.kind : null
    if (kind === 'stale') {
      try {
        return meet(await show())
      } catch (unreachable) {
        return failed(unreachable)
      }
    }
    if (kind === 'unavailable' || kind === 'unauthenticated') {
      set({ status: 'offline' })
      schedule(retryAfterMs[Math.min(failures, retryAfterMs.length - 1)] ?? 15_000)
      failures += 1
      return
    }
    set({ status: 'failed', refusal: error })
  }

  /** The server has another version than the one this writing stands on. */
  function meet(theirs: Manuscript): void {
    const content = contentOf(theirs)
    if (same(content, state.content)) {
      base = content
      draft.clear()
      set({ status: 'saved', version: theirs.version, savedAt: theirs.updatedAt, theirs: null })
    } else if (isDirty()) set({ status: 'unsaved', theirs })
    else adopt(theirs)
  }

  function adopt(theirs: Manuscript): void {
    base = contentOf(theirs)
    draft.clear()
    set({
      status: 'saved',
      content: base,
      replaced: state.replaced + 1,
      version: theirs.version,
      savedAt: theirs.updatedAt,
      theirs: null,
      isRestored: false,
    })
  }

  function markUnsaved(): void {
    if (state.theirs) return
    unsavedSince ??= Date.now()
    if (state.status !== 'offline') {
      set({ status: 'unsaved' })
      schedule(Math.max(0, Math.min(saveAfterMs, unsavedSince + saveAtLatestMs - Date.now())))
    }
  }

  function edit(change: Partial<ManuscriptContent>, isFromOutside = false): void {
    const content = { ...state.content, ...change }
    if (same(content, state.content)) return
    set({ content, ...(isFromOutside ? { replaced: state.replaced + 1 } : {}) })
    keepDraft()
    markUnsaved()
  }

  const left = draft.read()
  if (left && left.baseVersion <= first.version && !same(left.content, base)) {
    state = { ...state, content: left.content, isRestored: true }
    if (left.baseVersion === first.version) markUnsaved()
    else state = { ...state, status: 'unsaved', theirs: first }
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    edit,
    flush,
    /** The server shows a state; a newer one is taken over, or offered when there is unsaved writing. */
    observe: (shown: Manuscript) => {
      if (shown.version <= state.version || inFlight) return
      meet(shown)
    },
    /** Ends the choice between two states with one of them, or with what was made of both. */
    settle: (choice: 'mine' | 'theirs' | ManuscriptContent) => {
      const { theirs } = state
      if (!theirs) return
      if (choice === 'theirs') return adopt(theirs)
      base = contentOf(theirs)
      keepsPrevious = true
      set({ theirs: null, version: theirs.version })
      if (choice !== 'mine') edit(choice, true)
      keepDraft()
      markUnsaved()
    },
    /** The person has read that earlier writing was found. */
    acknowledge: () => set({ isRestored: false }),
    /** Stops the timers; what is unsaved stays in the draft, and one last save is tried. */
    close: () => {
      if (isDirty() && !state.theirs) void flush()
      isClosed = true
      clearTimeout(timer)
    },
  }
}

function contentOf({ tree, headline, slug, excerpt, featuredAssetId }: ManuscriptContent): ManuscriptContent {
  return { tree, headline, slug, excerpt, featuredAssetId }
}

function same(a: ManuscriptContent, b: ManuscriptContent): boolean {
  return a === b || canonicalJson(contentOf(a)) === canonicalJson(contentOf(b))
}
