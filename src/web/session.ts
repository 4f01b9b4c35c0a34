import { queryOptions } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { Refusal } from '../kernel/refusal.ts'
import { callWorkspace, sliceClient } from '../kit/api.ts'
import { connection } from '../kit/connection.ts'
import { queryClient } from '../kit/query.ts'
import type { manageApi } from '../manage/api.ts'
import type { Me, Membership } from '../manage/person/person.schema.ts'
import { chooseAppearance } from './appearance.ts'

const client = sliceClient<typeof manageApi>('manage')
const lastWorkspaceKey = 'leitstand.workspace'

/** The signed-in person and their workspaces. */
export const meQuery = queryOptions({
  queryKey: ['person', 'me'],
  queryFn: async (): Promise<Me> => {
    const me = await client.person.me({})
    connection.signedIn()
    chooseAppearance({ language: me.language, theme: me.theme, zone: me.zone })
    return me
  },
  staleTime: 60_000,
})

/** Who is signed in; null when nobody is. */
async function findMe(): Promise<Me | null> {
  try {
    return await queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unauthenticated') return null
    throw error
  }
}

/** Lets members of the workspace pass; others are sent to sign in and come back to `returnTo` afterwards. */
export async function enterWorkspace(slug: string, returnTo: string): Promise<Membership> {
  const me = await findMe()
  if (!me) throw redirect({ to: '/sign-in', search: { returnTo } })
  const membership = me.workspaces.find((workspace) => workspace.slug === slug || workspace.id === slug)
  if (!membership) throw redirect({ to: '/', replace: true })
  callWorkspace(membership.slug)
  remember(membership.slug)
  return membership
}

/** Where `/` leads: first run, sign-in, or the workspace that was open last. */
export async function firstAddress(): Promise<string> {
  const me = await findMe()
  if (!me) return (await client.person.setupStatus({})).isOpen ? '/first-run' : '/sign-in'
  const last = me.workspaces.find(({ slug }) => slug === remembered()) ?? me.workspaces[0]
  return last ? `/w/${last.slug}/today` : '/no-workspace'
}

/** Ends the session here and shows the sign-in page. */
export async function leave(): Promise<void> {
  await client.person.signOut({})
  connection.signedIn()
  // A full load leaves nothing of the person in memory.
  window.location.assign('/sign-in')
}

function remember(slug: string): void {
  try {
    localStorage.setItem(lastWorkspaceKey, slug)
  } catch {
    // Then the first workspace opens next time.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(lastWorkspaceKey)
  } catch {
    return null
  }
}

/** Changes language, theme or zone; shown at once, taken back when the server refuses. */
export async function changeProfile(change: Partial<Pick<Me, 'language' | 'theme' | 'zone'>>): Promise<void> {
  const before = queryClient.getQueryData(meQuery.queryKey)
  if (before) queryClient.setQueryData(meQuery.queryKey, { ...before, ...change })
  chooseAppearance(change)
  try {
    await client.person.updateProfile(change)
  } catch (error) {
    if (before) {
      queryClient.setQueryData(meQuery.queryKey, before)
      chooseAppearance({ language: before.language, theme: before.theme, zone: before.zone })
    }
    throw error
  }
}
