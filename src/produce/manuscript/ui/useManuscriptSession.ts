import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { Manuscript } from '../manuscript.schema.ts'
import { localDraft } from './draft.ts'
import { client, manuscriptOf } from './manuscript.queries.ts'
import { openSession, type ManuscriptSession } from './session.ts'

/** The writing session on a text, from mounting to leaving the page, fed with what others save. */
export function useManuscriptSession(first: Manuscript) {
  const { id: workspaceId, userId } = useWorkspace()
  const { pieceId } = first
  const [session] = useState<ManuscriptSession>(() =>
    openSession(first, {
      save: (save) => client.manuscript.save(save),
      show: () => client.manuscript.show({ pieceId }),
      draft: localDraft({ workspaceId, userId, pieceId }),
    }),
  )
  const state = useSyncExternalStore(session.subscribe, session.state)
  const { data: shown } = useQuery(manuscriptOf(pieceId))
  useEffect(() => {
    if (shown) session.observe(shown)
  }, [shown, session, state.status])
  useEffect(() => {
    const save = () => void session.flush()
    const saveWhenHidden = () => document.visibilityState === 'hidden' && save()
    document.addEventListener('visibilitychange', saveWhenHidden)
    window.addEventListener('online', save)
    return () => {
      document.removeEventListener('visibilitychange', saveWhenHidden)
      window.removeEventListener('online', save)
      save()
    }
  }, [session])
  return { session, state, shown }
}
