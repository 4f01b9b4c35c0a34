import type { ManuscriptContent } from '../manuscript.schema.ts'

/** Writing that has not reached the server yet, kept in the browser so that a closed tab loses nothing. */
export type Draft = { baseVersion: number; content: ManuscriptContent; savedAt: string }

export type DraftStore = { read(): Draft | null; write(draft: Draft): void; clear(): void }

/**
 * The draft of one person on one piece in local storage: written at once, also while the page is being closed, which
 * asynchronous stores do not promise.
 */
export function localDraft(place: { workspaceId: string; userId: string; pieceId: string }): DraftStore {
  const key = `leitstand.draft.${place.workspaceId}.${place.userId}.${place.pieceId}`
  return {
    read: () => {
      const text = localStorage.getItem(key)
      return text === null ? null : (JSON.parse(text) as Draft)
    },
    write: (draft) => {
      try {
        localStorage.setItem(key, JSON.stringify(draft))
      } catch {
        // The browser's storage is full or forbidden: the autosave is the only net then.
      }
    },
    clear: () => localStorage.removeItem(key),
  }
}
