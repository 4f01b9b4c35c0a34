export type { Member, MemberBrief } from './person/member.schema.ts'
export {
  findMember,
  listMembers,
  memberOrRefuse,
  membersById,
  personOrRefuse,
} from './person/member.store.ts'
export { initialsOf } from './person/person.rules.ts'
export { accountDoor } from './person/door.ts'
export { createUser, resetPassword } from './person/person.cli.ts'
export type { Workspace } from './workspace/workspace.schema.ts'
export { createWorkspace, workspaceOf } from './workspace/workspace.store.ts'
export { notify, type NewNotification } from './notification/notification.store.ts'
export { manageJobs } from './jobs.ts'
