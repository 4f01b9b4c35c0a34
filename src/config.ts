import { resolve } from 'node:path'
import { z } from 'zod'
import manifest from '../package.json' with { type: 'json' }
import { exitConfiguration, StartFailure } from './kernel/startFailure.ts'

const roles = ['all', 'web', 'worker'] as const
export type ProcessRole = (typeof roles)[number]

/** Everything the operator chooses, checked. */
export type Config = {
  version: string
  /** `web` answers requests, `worker` publishes and does background work, `all` does both. */
  role: ProcessRole
  host: string
  /** 0 takes any free port. */
  port: number
  dataDir: string
  /** A PostgreSQL server; null runs the embedded one in the data directory. */
  databaseUrl: string | null
  /** Where people reach this installation, without a slash at the end; null means the address it listens on. */
  publicUrl: string | null
  /** 32 bytes that seal secrets; null keeps a key file in the data directory. */
  masterKey: Buffer | null
  mail: { smtpUrl: string | null; from: string }
  /** `host` or `host:port` in private networks that outgoing requests may reach all the same. */
  allowPrivateHosts: readonly string[]
  logLevel: string
  /** Started by `npm start`, whose shell does not pass signals on. */
  endsWithParent: boolean
}

/** What the command line says over the environment. */
export type Flags = { port?: string | undefined; data?: string | undefined; role?: string | undefined }

type Environment = Record<string, string | undefined>

const urlOf = (protocols: RegExp, hint: string) => z.url({ protocol: protocols, error: hint })

const variables = z.object({
  LEITSTAND_HOST: z.string().min(1).default('127.0.0.1'),
  LEITSTAND_PORT: z.coerce
    .number({ error: 'must be a number from 0 to 65535' })
    .int('must be a whole number')
    .min(0, 'must be a number from 0 to 65535')
    .max(65_535, 'must be a number from 0 to 65535')
    .default(8787),
  LEITSTAND_DATA: z.string().default('./data'),
  LEITSTAND_ROLE: z.enum(roles, { error: `must be one of ${roles.join(', ')}` }).default('all'),
  LEITSTAND_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  LEITSTAND_KEY: z
    .string()
    .transform((text) => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64 or hexadecimal (openssl rand -base64 32)')
    .optional(),
  LEITSTAND_ALLOW_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((host) => host.trim()))
    .transform((hosts) => hosts.filter((host) => host !== '')),
  DATABASE_URL: urlOf(
    /^postgres(ql)?$/,
    'must look like postgresql://user:password@host:5432/database',
  ).optional(),
  PUBLIC_URL: urlOf(/^https?$/, 'must be a web address such as https://leitstand.example.org')
    .refine(
      (url) => !URL.canParse(url) || new URL(url).pathname === '/',
      'must name a host only, without a path',
    )
    .transform((url) => new URL(url).origin)
    .optional(),
  SMTP_URL: urlOf(/^smtps?$/, 'must look like smtps://user:password@host:465').optional(),
  MAIL_FROM: z
    .string()
    .includes('@', { error: 'must be an e-mail address, a name may stand before it' })
    .optional(),
})

// Read by tests and tools, and no mistake when they are set while the application starts.
const others = ['LEITSTAND_TEST_DATABASE_URL', 'LEITSTAND_SHARED']
// What hosting services call them.
const aliases: Record<string, keyof z.input<typeof variables>> = {
  PORT: 'LEITSTAND_PORT',
  LOG_LEVEL: 'LEITSTAND_LOG',
}

/**
 * Reads the configuration; the only place that knows environment variables. Throws one `StartFailure` that names
 * everything that is wrong, unknown variables included.
 */
export function readConfig(env: Environment = process.env, flags: Flags = {}): Config {
  const given: Environment = {}
  for (const [alias, name] of Object.entries(aliases)) given[name] = env[alias]
  Object.assign(given, env)
  if (flags.port !== undefined) given['LEITSTAND_PORT'] = flags.port
  if (flags.data !== undefined) given['LEITSTAND_DATA'] = flags.data
  if (flags.role !== undefined) given['LEITSTAND_ROLE'] = flags.role
  // compose files and panels hand on variables that nobody filled in.
  for (const [name, value] of Object.entries(given)) if (value?.trim() === '') delete given[name]

  const parsed = variables.safeParse(given)
  const complaints = unknownVariables(env)
  if (!parsed.success)
    complaints.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
  else if (parsed.data.SMTP_URL && !parsed.data.MAIL_FROM)
    complaints.push('MAIL_FROM is missing (SMTP_URL is set)')
  if (!parsed.success || complaints.length > 0) {
    throw new StartFailure(`The configuration is wrong: ${complaints.join('; ')}.`, exitConfiguration)
  }
  const chosen = parsed.data
  return {
    version: manifest.version,
    role: chosen.LEITSTAND_ROLE,
    host: chosen.LEITSTAND_HOST,
    port: chosen.LEITSTAND_PORT,
    dataDir: resolve(chosen.LEITSTAND_DATA),
    databaseUrl: chosen.DATABASE_URL ?? null,
    publicUrl: chosen.PUBLIC_URL ?? null,
    masterKey: chosen.LEITSTAND_KEY ?? null,
    mail: { smtpUrl: chosen.SMTP_URL ?? null, from: chosen.MAIL_FROM ?? 'Leitstand <leitstand@localhost>' },
    allowPrivateHosts: chosen.LEITSTAND_ALLOW_PRIVATE_HOSTS,
    logLevel: chosen.LEITSTAND_LOG,
    endsWithParent: env['npm_lifecycle_event'] !== undefined,
  }
}

/** The variables an operator may set, for `--help` and the README. */
export const variableNames: readonly string[] = Object.keys(variables.shape)

function unknownVariables(env: Environment): string[] {
  const known = [...variableNames, ...others]
  return Object.keys(env)
    .filter((name) => name.startsWith('LEITSTAND_') && !known.includes(name))
    .map((name) => `${name} is unknown, did you mean ${nearest(name, known)}?`)
}

function nearest(name: string, known: readonly string[]): string {
  const distances = known.map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
  return distances.reduce((best, next) => (next.distance < best.distance ? next : best)).candidate
}

// Levenshtein, one row at a time.
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
