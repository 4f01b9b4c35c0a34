import { useMemo } from 'react'
import type { UserActor } from '../../../kernel/access/actor.ts'
import { useWorkspace } from '../../../kit/workspace.tsx'

/** The reader as the rules know them, so that a button says before the click what the server would refuse. */
export function useActor(): UserActor {
  const { userId, memberId, role } = useWorkspace()
  return useMemo(() => ({ kind: 'user', userId, memberId, role, name: '' }), [userId, memberId, role])
}
