import { queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { manageApi } from '../../api.ts'

export const client = sliceClient<typeof manageApi>('manage')

export const profileQuery = queryOptions({
  queryKey: ['person', 'profile'],
  queryFn: () => client.person.me({}),
})
export const sessionsQuery = queryOptions({
  queryKey: ['person', 'sessions'],
  queryFn: async () => (await client.person.sessions({})).sessions,
})
export const membersQuery = queryOptions({
  queryKey: ['member', 'list'],
  queryFn: async () => (await client.member.list({})).members,
})
export const invitationsQuery = queryOptions({
  queryKey: ['invitation', 'list'],
  queryFn: async () => (await client.invitation.list({})).invitations,
})
