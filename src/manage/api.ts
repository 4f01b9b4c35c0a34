import { auditApi } from './audit/audit.procedures.ts'
import { notificationApi } from './notification/notification.procedures.ts'
import { outboxApi } from './outbox/outbox.procedures.ts'
import { meApi, passwordResetApi, sessionApi, setupApi } from './person/account.procedures.ts'
import { acceptanceApi, invitationApi } from './person/invitation.procedures.ts'
import { memberApi } from './person/member.procedures.ts'
import { mySessionApi } from './person/mySession.procedures.ts'
import { workspaceApi } from './workspace/workspace.procedures.ts'

export const manageApi = {
  person: { ...setupApi, ...sessionApi, ...meApi, ...mySessionApi, ...passwordResetApi, ...acceptanceApi },
  workspace: workspaceApi,
  member: memberApi,
  invitation: invitationApi,
  notification: notificationApi,
  outbox: outboxApi,
  audit: auditApi,
}
