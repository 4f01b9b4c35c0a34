import { createContext, useContext, type ReactNode } from 'react'
import type { Role } from '../kernel/access/role.ts'
import type { Zone } from '../kernel/calendar.ts'

/** The workspace that is open and the person's place in it. */
export type OpenWorkspace = {
  id: string
  slug: string
  name: string
  zone: Zone
  currency: string
  role: Role
  memberId: string
  userId: string
}

const WorkspaceContext = createContext<OpenWorkspace | null>(null)

export function WorkspaceProvider({
  workspace,
  children,
}: {
  workspace: OpenWorkspace
  children: ReactNode
}) {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
}

/** The open workspace. Throws outside of one: only pages below `/w/…` may ask. */
export function useWorkspace(): OpenWorkspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('useWorkspace outside a workspace')
  return workspace
}
