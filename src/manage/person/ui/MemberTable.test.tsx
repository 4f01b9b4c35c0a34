import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '../../../kernel/access/role.ts'
import { provideApi } from '../../../kit/api.ts'
import { registerRefusals } from '../../../kit/refusal.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import { WorkspaceProvider, type OpenWorkspace } from '../../../kit/workspace.tsx'
import { refusalText } from '../../text.ts'
import type { MemberShown } from '../member.schema.ts'
import { MemberTable } from './MemberTable.tsx'

const remove = vi.fn<(input: unknown) => Promise<unknown>>()
beforeAll(() => registerRefusals(refusalText))
beforeEach(() => {
  remove.mockReset().mockResolvedValue({})
  provideApi({ manage: { member: { remove } } })
})

const member = (
  memberId: string,
  name: string,
  role: Role,
  may: Partial<MemberShown['may']>,
): MemberShown => ({
  memberId,
  userId: memberId,
  name,
  initials: 'XX',
  email: `${memberId}@beispiel.test`,
  role,
  state: 'active',
  version: 3,
  may: { changeRole: null, suspend: null, resume: 'member.wrong_state', remove: null, ...may },
})
const people = [
  member('o', 'Olga Owner', 'owner', {
    changeRole: 'member.last_owner',
    suspend: 'member.last_owner',
    remove: 'member.last_owner',
  }),
  member('e', 'Emil Editor', 'editor', {}),
]

function show(role: Role, members = people) {
  const workspace: OpenWorkspace = {
    id: 'w',
    slug: 'w',
    name: 'W',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    role,
    memberId: 'o',
    userId: 'o',
  }
  renderKit(
    <WorkspaceProvider workspace={workspace}>
      <MemberTable members={members} />
    </WorkspaceProvider>,
  )
}

test('removing asks first, then names member and version', async () => {
  show('owner')
  await userEvent.click(screen.getByRole('button', { name: 'Aktionen für Emil Editor' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Aus dem Team nehmen' }))
  expect(remove).not.toHaveBeenCalled()
  await userEvent.click(await screen.findByRole('button', { name: 'Aus dem Team nehmen' }))
  await waitFor(() => expect(remove).toHaveBeenCalledWith({ memberId: 'e', version: 3 }))
})

test('what cannot be done says why on the switched-off entry', async () => {
  show('owner')
  await userEvent.click(screen.getByRole('button', { name: 'Aktionen für Olga Owner' }))
  const entry = await screen.findByRole('menuitem', { name: 'Aus dem Team nehmen' })
  expect(entry.getAttribute('title')).toBe(refusalText.de['member.last_owner'])
  expect(entry.hasAttribute('disabled') || entry.getAttribute('data-disabled') !== null).toBe(true)
  expect(screen.queryByRole('menuitem', { name: 'Wieder zulassen' })).toBeNull()
})

test('who does not lead sees names and roles, no actions and no addresses', () => {
  show(
    'editor',
    people.map((one) => ({ ...one, email: null, may: { ...one.may, changeRole: 'access.role' } })),
  )
  expect(screen.getByText('Emil Editor')).toBeTruthy()
  expect(screen.getByText('Redaktion')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Aktionen/ })).toBeNull()
  expect(screen.queryByText('e@beispiel.test')).toBeNull()
})
