import { sql } from 'kysely'
import type { AccountCall } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { Refusal, refuseIf } from '../../kernel/refusal.ts'
import type { Language } from '../../kernel/text/text.ts'
import { withAuth } from './auth.ts'
import { whyNotPassword } from './password.rules.ts'

type SystemCall = Pick<AccountCall, 'app' | 'db' | 'now'>
export type NewAccount = { name: string; email: string; password: string; language?: Language; zone?: string }

export type Account = {
  id: string
  name: string
  email: string
  language: Language
  theme: string
  zone: string
}

// Any fixed number: everything that depends on "is there an account yet" waits for its turn here.
const setupLock = 7_105_350

/** Whether nobody has set Leitstand up yet. With `alone` nobody else can until the transaction ends. */
export async function isSetupOpen(call: SystemCall, alone = false): Promise<boolean> {
  if (alone) await sql`select pg_advisory_xact_lock(${setupLock})`.execute(call.db)
  const any = await call.db.selectFrom('identity.user').select('id').limit(1).executeTakeFirst()
  return any === undefined
}

/** The account with this address, null when there is none. */
export async function findAccount(call: Pick<SystemCall, 'db'>, email: string): Promise<Account | null> {
  const row = await call.db
    .selectFrom('identity.user')
    .select(['id', 'name', 'email', 'language', 'theme', 'zone'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row ? { ...row, language: row.language as Language } : null
}

/**
 * Makes an account with a password and answers its id.
 * @throws Refusal `person.password_*`, `person.email_taken`
 */
export async function createAccount(call: SystemCall, person: NewAccount): Promise<string> {
  refuseIf(whyNotPassword(person.password, [person.name, person.email]), 'invalid')
  const email = person.email.toLowerCase()
  if (await findAccount(call, email)) throw new Refusal('person.email_taken')
  const id = newId()
  await call.db
    .insertInto('identity.user')
    .values({
      id,
      name: person.name,
      email,
      createdAt: call.now,
      updatedAt: call.now,
      ...(person.language ? { language: person.language } : {}),
      ...(person.zone ? { zone: person.zone } : {}),
    })
    .execute()
  await withAuth(call, async (_auth, { internalAdapter, password }) =>
    internalAdapter.linkAccount({
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: await password.hash(person.password),
    }),
  )
  return id
}

/** Whether this is the person's password. */
export async function isPasswordOf(call: SystemCall, userId: string, password: string): Promise<boolean> {
  return withAuth(call, async (_auth, context) => {
    const accounts = await context.internalAdapter.findAccounts(userId)
    const hash = accounts.find((account) => account.providerId === 'credential')?.password
    return hash ? context.password.verify({ hash, password }) : false
  })
}

/** Sets a new password. Sessions are the caller's to end. @throws Refusal `person.password_*` */
export async function setPassword(call: SystemCall, account: Account, password: string): Promise<void> {
  refuseIf(whyNotPassword(password, [account.name, account.email]), 'invalid')
  await withAuth(call, async (_auth, context) =>
    context.internalAdapter.updatePassword(account.id, await context.password.hash(password)),
  )
}
