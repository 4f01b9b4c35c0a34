import { recordChange } from '../../kernel/audit.ts'
import type { AccountCall } from '../../kernel/call.ts'
import { networkOf } from '../../kernel/http/clientAddress.rules.ts'
import { hasMailServer, queueMail } from '../../kernel/mail/mail.ts'
import { accountCommand, accountQuery } from '../../kernel/procedure.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { createWorkspace } from '../workspace/workspace.store.ts'
import { createAccount, isPasswordOf, isSetupOpen, setPassword } from './account.store.ts'
import { attemptsOf } from './attempts.ts'
import { hashGate } from './hashing.ts'
import { membershipsOf } from './member.store.ts'
import { passwordChangedMail } from './personMail.ts'
import { changeProfile, meOf, selfOrRefuse } from './profile.store.ts'
import {
  Done,
  Landing,
  Me,
  Nothing,
  PasswordChange,
  ProfileChange,
  Reset,
  ResetRequest,
  Setup,
  SetupStatus,
  SignIn,
} from './person.schema.ts'
import { sendResetLink, useResetLink } from './reset.store.ts'
import { endSessions, sessionTokenIn, signInWith, signOutHere } from './session.store.ts'

async function landingOf(call: AccountCall, userId: string) {
  const [first] = await membershipsOf(call, userId)
  return { workspace: first?.slug ?? null }
}

export const setupApi = {
  setupStatus: accountQuery({
    path: '/setup',
    allow: 'public',
    summary: 'Whether Leitstand waits for its first run, and whether it can send mails.',
    input: Nothing,
    output: SetupStatus,
    run: async (call) => ({
      isOpen: await isSetupOpen(call),
      hasMailServer: hasMailServer(call.app),
    }),
  }),
  setup: accountCommand({
    gate: hashGate,
    path: '/setup',
    allow: 'public',
    audit: 'setup.complete',
    summary: 'First run: makes the owner and the first workspace and signs in. Closed for ever afterwards.',
    input: Setup,
    output: Landing,
    run: async (call, input) => {
      if (!(await isSetupOpen(call, true))) throw new Refusal('person.setup_closed')
      const userId = await createAccount(call, input)
      const { id, slug } = await createWorkspace(
        call,
        { ...input, name: input.workspaceName },
        { ...input, userId },
      )
      await signInWith(call, input.email, input.password)
      attemptsOf(call.app).remember(call, userId)
      recordChange(call, { objectType: 'workspace', objectId: id, label: input.workspaceName })
      return { workspace: slug }
    },
  }),
}

export const sessionApi = {
  signIn: accountCommand({
    gate: hashGate,
    path: '/session',
    allow: 'public',
    audit: 'session.sign_in',
    summary: 'Signs in with e-mail and password; the session travels in a cookie.',
    input: SignIn,
    output: Landing,
    run: async (call, { email, password }) => {
      const attempts = attemptsOf(call.app)
      const attempt = await attempts.begin(call, email)
      const userId = await signInWith(call, email, password)
      await attempts.settle(call, attempt, userId)
      return landingOf(call, userId)
    },
  }),
  signOut: accountCommand({
    path: '/session',
    method: 'DELETE',
    allow: 'public',
    audit: 'session.sign_out',
    summary: 'Ends the session of this browser.',
    input: Nothing,
    output: Done,
    run: async (call) => {
      await signOutHere(call)
      return {}
    },
  }),
}

export const meApi = {
  me: accountQuery({
    path: '/me',
    allow: 'user',
    summary: 'The signed-in person and the workspaces they belong to.',
    input: Nothing,
    output: Me,
    run: async (call) => meOf(call, selfOrRefuse(call).userId),
  }),
  updateProfile: accountCommand({
    path: '/me',
    method: 'PATCH',
    allow: 'user',
    audit: 'me.change',
    summary: 'Changes name, language, appearance or time zone.',
    input: ProfileChange,
    output: Me,
    run: async (call, input) => {
      const { userId, name } = selfOrRefuse(call)
      await changeProfile(call, userId, input)
      recordChange(call, { objectType: 'account', objectId: userId, label: input.name ?? name, after: input })
      return meOf(call, userId)
    },
  }),
  changePassword: accountCommand({
    gate: hashGate,
    path: '/me/password',
    method: 'PUT',
    allow: 'user',
    audit: 'me.change_password',
    summary: 'Sets a new password; asks for the present one and signs all other browsers out.',
    input: PasswordChange,
    output: Done,
    run: async (call, input) => {
      const { userId, email } = selfOrRefuse(call)
      const attempts = attemptsOf(call.app)
      const attempt = await attempts.begin(call, email)
      if (!(await isPasswordOf(call, userId, input.present)))
        throw new Refusal('person.wrong_password', 'forbidden')
      await attempts.settle(call, attempt, userId)
      const account = await meOf(call, userId)
      await setPassword(call, { ...account, id: userId }, input.next)
      await endSessions(call, userId, await sessionTokenIn(call.app, call.headers))
      await tellPasswordChanged(call, account)
      recordChange(call, { objectType: 'account', objectId: userId, label: account.name })
      return {}
    },
  }),
}

async function tellPasswordChanged(
  call: AccountCall,
  person: Pick<Me, 'name' | 'email' | 'language'>,
): Promise<void> {
  const mail = passwordChangedMail(person.language, { name: person.name, link: call.app.settings.publicUrl })
  await queueMail(call, {
    ...mail,
    kind: 'password_changed',
    to: { address: person.email, name: person.name },
  })
}

export const passwordResetApi = {
  requestReset: accountCommand({
    path: '/password-resets',
    allow: 'public',
    audit: 'password_reset.request',
    summary: 'Asks for a reset link by mail. The answer is the same whether the address is known or not.',
    input: ResetRequest,
    output: Done,
    run: async (call, { email }) => {
      const attempts = attemptsOf(call.app)
      await attempts.spend('resetByNetwork', networkOf(call.address))
      await attempts.spend('resetByAccount', email)
      await call.app.jobs.later(call.db, sendResetLink.name, { email })
      return {}
    },
  }),
  reset: accountCommand({
    gate: hashGate,
    path: '/password-resets/use',
    allow: 'public',
    audit: 'password_reset.use',
    summary: 'Sets a new password with a reset link, ends all sessions and signs in.',
    input: Reset,
    output: Landing,
    run: async (call, { token, password }) => {
      const attempts = attemptsOf(call.app)
      await attempts.spend('openingByNetwork', networkOf(call.address))
      const account = await useResetLink(call, token)
      await setPassword(call, account, password)
      await endSessions(call, account.id)
      const userId = await signInWith(call, account.email, password)
      attempts.remember(call, userId)
      await tellPasswordChanged(call, account)
      recordChange(call, { objectType: 'account', objectId: account.id, label: account.name })
      return landingOf(call, userId)
    },
  }),
}
