import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Loaded } from '../../kit/Notes.tsx'
import type { OpenWorkspace } from '../../kit/workspace.tsx'
import type { Me } from '../../manage/person/person.schema.ts'
import { meQuery } from '../session.ts'
import { NotFound } from './Fault.tsx'
import { Shell } from './Shell.tsx'

/** The shell around the workspace of the address. Changing the workspace builds it anew. */
export function WorkspaceFrame() {
  const { workspace: named } = useParams({ strict: false }) as { workspace: string }
  return (
    <Loaded query={useQuery(meQuery)}>
      {(me) => {
        const workspace = openWorkspaceOf(me, named)
        return workspace ? <Shell key={workspace.id} me={me} workspace={workspace} /> : <NotFound />
      }}
    </Loaded>
  )
}

function openWorkspaceOf(me: Me, named: string): OpenWorkspace | null {
  const membership = me.workspaces.find(({ slug, id }) => slug === named || id === named)
  if (!membership) return null
  const { id, slug, name, zone, currency, role, memberId } = membership
  return { id, slug, name, zone, currency, role, memberId, userId: me.userId }
}
