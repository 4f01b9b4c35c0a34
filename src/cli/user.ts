import { z } from 'zod'
import type { Config } from '../config.ts'
import { roles } from '../kernel/access/role.ts'
import type { App } from '../kernel/app.ts'
import { Refusal } from '../kernel/refusal.ts'
import { StartFailure } from '../kernel/startFailure.ts'
import { openApp } from '../main.ts'
import { createUser as makeUser, resetPassword as makeNewPassword } from '../manage/index.ts'

const Email = z.email('--email must be an e-mail address: --email anna@example.org').max(254)
const NewUser = z.object({
  email: Email,
  name: z
    .string('--name is missing: --name "Anna Muster"')
    .trim()
    .min(1, '--name is empty')
    .max(120, '--name is longer than 120 characters'),
  workspace: z.string().optional(),
  role: z.enum(roles, `--role must be one of ${roles.join(', ')}`).optional(),
})
const KnownUser = z.object({ email: Email })

// sysexits.h EX_USAGE.
const exitUsage = 64

/** `leitstand user create`: prints the link with which the person sets a password. */
export async function createUser(config: Config, given: unknown): Promise<void> {
  const user = checked(NewUser, given)
  if (user.role && user.workspace === undefined)
    throw new StartFailure('--role needs --workspace: a role is held in a workspace', exitUsage)
  await onApp(config, async (app) => {
    const { link } = await makeUser(app, user)
    process.stdout.write(`Account made for ${user.email}. The password is set here:\n${link}\n`)
  })
}

/** `leitstand user reset-password`: prints the link with which the person sets a new password. */
export async function resetPassword(config: Config, given: unknown): Promise<void> {
  const { email } = checked(KnownUser, given)
  await onApp(config, async (app) => {
    const { link } = await makeNewPassword(app, email)
    process.stdout.write(`${email} sets a new password here, within 30 minutes:\n${link}\n`)
  })
}

function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new StartFailure(parsed.error.issues.map((issue) => issue.message).join('; '), exitUsage)
}

/** Runs a tool on the data of the installation, beside the running application or alone. */
export async function onApp(config: Config, work: (app: App) => Promise<void>): Promise<void> {
  const { app, end } = await openApp(config, { sharing: true })
  try {
    await work(app)
  } catch (error) {
    throw error instanceof Refusal
      ? new StartFailure(sentences[error.code] ?? `Refused: ${error.code}`)
      : error
  } finally {
    await end()
  }
}

const sentences: Record<string, string> = {
  'person.email_taken':
    'There is an account with this e-mail address already: leitstand user reset-password helps it in.',
  'person.not_found': 'There is no account with this e-mail address.',
  'access.no_workspace': 'There is no workspace with this short name; it stands in the address after /w/.',
}
