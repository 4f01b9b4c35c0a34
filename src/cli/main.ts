import { parseArgs } from 'node:util'
import { readConfig, variableNames } from '../config.ts'
import { StartFailure } from '../kernel/startFailure.ts'

const help = `Leitstand: every piece of content is one thread from idea to money.

  leitstand start [--role web|worker|all] [--port N] [--data DIR]
      Starts the application (the default command).
  leitstand user create --email ADDRESS --name NAME [--workspace NAME] [--role ROLE]
      Makes an account and prints a link with which the person sets a password.
  leitstand user reset-password --email ADDRESS
      Prints a link with which the person sets a new password.
  leitstand demo [--remove]
      Fills a workspace with a made-up German company; --remove deletes it again.
  leitstand openapi
      Prints the OpenAPI 3.1 document of the API.
  leitstand doctor
      Checks configuration, database, key, clock, disk and outgoing mail, and says what to do.

  --data DIR     data directory (default ./data)
  --help, --version

Environment: ${variableNames.join(', ')}
`

const options = {
  role: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  email: { type: 'string' },
  name: { type: 'string' },
  workspace: { type: 'string' },
  remove: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

type Values = ReturnType<typeof readArguments>['values']
type Commands = Record<
  string,
  { flags: readonly (keyof Values)[]; run(values: Values): Promise<number | void> }
>

// Commands load what they need themselves: --help and a refused flag answer at once.
const commands: Commands = {
  start: {
    flags: ['role', 'port', 'data'],
    run: async (values) => {
      const config = configOf(values)
      return (await import('./start.ts')).start(config)
    },
  },
  'user create': {
    flags: ['data', 'email', 'name', 'workspace', 'role'],
    run: async (values) => (await import('./user.ts')).createUser(toolConfig(values), values),
  },
  'user reset-password': {
    flags: ['data', 'email'],
    run: async (values) => (await import('./user.ts')).resetPassword(toolConfig(values), values),
  },
  demo: {
    flags: ['data', 'remove'],
    run: async (values) => (await import('./demo.ts')).demo(toolConfig(values), values.remove ?? false),
  },
  openapi: { flags: [], run: async () => (await import('./openapi.ts')).printOpenApi() },
  doctor: {
    flags: ['data'],
    run: async (values) => (await import('./doctor.ts')).doctor(() => toolConfig(values)),
  },
}

function readArguments(words: string[]) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true })
  } catch (error) {
    throw usage((error as Error).message.replace(/\. To specify.*$/s, ''))
  }
}

function usage(message: string): StartFailure {
  return new StartFailure(`${message.replace(/\.$/, '')}. Try: leitstand --help`, 64)
}

function configOf({ port, data, role }: Values) {
  return readConfig(undefined, { port, data, role })
}

// `--role` of `user create` is a role in the workspace, not one of the process.
function toolConfig({ data }: Values) {
  return readConfig(undefined, { data })
}

async function run(words: string[]): Promise<number> {
  const { values, positionals } = readArguments(words)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (values.version) {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } })
    process.stdout.write(`${manifest.version}\n`)
    return 0
  }
  const name = positionals.join(' ') || 'start'
  const command = commands[name]
  if (!command) throw usage(`"${name}" is no command of leitstand`)
  const stray = (Object.keys(values) as (keyof Values)[]).find((flag) => !command.flags.includes(flag))
  if (stray) throw usage(`leitstand ${name} has no option --${stray}`)
  return (await command.run(values)) ?? 0
}

// sysexits.h EX_SOFTWARE.
const exitFault = 70

/** Runs the command; what fails for a reason people can mend is one sentence on standard error. */
export async function main(words: string[]): Promise<void> {
  try {
    process.exitCode = await run(words)
  } catch (error) {
    const isExpected = error instanceof StartFailure
    const text = error instanceof Error ? error.stack : String(error)
    process.stderr.write(isExpected ? `${error.message}\n` : `Leitstand met a fault of its own: ${text}\n`)
    // At once: whatever a failed start left open must not keep the process.
    process.exit(isExpected ? error.exitCode : exitFault)
  }
}
