import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { isAlive } from './kernel/postgres/cluster.ts'
import { serverPid } from './kernel/postgres/pidFile.ts'
import { startEmbeddedPostgres } from './kernel/postgres/postgres.ts'
import { withClient } from './kernel/testing/testServer.ts'

// The real command line in processes of its own. The role `worker` has no HTTP, which keeps these starts short.

const cli = join(import.meta.dirname, 'cli.ts')
const data = mkdtempSync(join(tmpdir(), 'leitstand-cli-'))
afterAll(() => removeData(data))

/** Removes a data directory; a test that failed half-way may have left its server running. */
function removeData(directory: string): void {
  const orphan = serverPid(join(directory, 'postgres'))
  if (orphan !== null && isAlive(orphan)) process.kill(orphan, 'SIGQUIT')
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}

const started = new Set<() => Promise<void>>()
afterEach(async () => {
  for (const end of started) await end()
  started.clear()
})

type Environment = Record<string, string>

const run = (words: string[], env: Environment = {}) => runProgram(process.execPath, [cli, ...words], env)

function runProgram(program: string, words: string[], env: Environment) {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  const waiting: (() => void)[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    for (const look of waiting) look()
  })
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  started.add(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Resolves when standard output matches, fails when the process ends before. */
    says: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => pattern.test(stdout) && resolve()
        waiting.push(look)
        look()
        void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${stderr}`)))
      }),
  }
}

const working = /working in the background/
const startWorker = (env: Environment = {}) => run(['start', '--role', 'worker', '--data', data], env)

/** Expects the command to fail with one sentence: no stack, no second line. */
async function expectRefusal(
  words: string[],
  env: Environment,
  code: number,
  sentence: RegExp,
): Promise<void> {
  const result = await run(words, env).ended
  expect(result.stderr).toMatch(sentence)
  expect(result.stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(result.code).toBe(code)
}

/** Works as superuser on the database that a stopped application left. */
async function inDatabase(statement: string): Promise<object[]> {
  const postgres = await startEmbeddedPostgres({ dataDir: data })
  try {
    const result = await withClient({ ...postgres.superuser, database: 'leitstand' }, (client) =>
      client.query(statement),
    )
    return result.rows
  } finally {
    await postgres.stop()
  }
}

const hasServer = () => existsSync(join(data, 'postgres', 'postmaster.pid'))

test('--help names every command, --version the version', async () => {
  const help = await run(['--help']).ended
  for (const command of ['start', 'user create', 'user reset-password', 'demo', 'openapi', 'doctor'])
    expect(help.stdout).toContain(`leitstand ${command}`)
  expect(await run(['--version']).ended).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  })
})

describe('a start that cannot be is refused in one sentence', () => {
  test.each<[string, string[], Environment, number, RegExp]>([
    ['unknown command', ['strat'], {}, 64, /"strat" is no command of leitstand/],
    ['unknown option', ['start', '--prot', '1'], {}, 64, /Unknown option '--prot'/],
    ['option of another command', ['start', '--email', 'x'], {}, 64, /leitstand start has no option --email/],
    [
      'unknown variable',
      ['start'],
      { LEITSTAND_PROT: '1' },
      78,
      /LEITSTAND_PROT is unknown, did you mean LEITSTAND_PORT/,
    ],
    ['bad port', ['start', '--port', 'x'], {}, 78, /LEITSTAND_PORT must be a number/],
    [
      'data directory below a file',
      ['start', '--data', join(cli, 'data')],
      {},
      78,
      /data directory .* cannot be used/,
    ],
    [
      'no database server',
      ['start', '--data', data],
      { DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/plan' },
      1,
      /127\.0\.0\.1:1\/plan cannot be used: no server answers there/,
    ],
  ])('%s', async (_name, words, env, code, sentence) => expectRefusal(words, env, code, sentence))

  test.skipIf(process.env['LEITSTAND_TEST_DATABASE_URL'])(
    'a database user that row-level security does not bind',
    async () => {
      const { host, port, user, password } = inject('testServer').admin
      const url = `postgresql://${user}:${String(password)}@localhost:${port}/postgres?host=${host}`
      await expectRefusal(
        ['start', '--data', data],
        { DATABASE_URL: url },
        78,
        /superuser or bypasses row-level security/,
      )
    },
  )
})

test('killed at any moment, it starts the next time', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'leitstand-cli-'))
  onTestFinished(() => removeData(directory))
  // From before the database is made until after the last step of the start.
  const moments = [100, 250, 300, 400, 500, 650, 800, 950, 1200, 1500, 90, 150, 210, 270, 330]
  const start = () => run(['start', '--role', 'worker', '--data', directory])
  for (const afterMs of moments) {
    const killed = start()
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    killed.kill('SIGKILL')
    await killed.ended
  }
  const next = start()
  await next.says(working)
  next.kill('SIGTERM')
  expect(await next.ended).toMatchObject({ code: 0, stderr: '' })
}, 120_000)

test('accounts are made and helped in from the command line', async () => {
  const anna = ['--email', 'anna@beispiel.test', '--data', data]
  const made = await run(['user', 'create', '--name', 'Anna Muster', ...anna]).ended
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toMatch(/\/reset\/[\w-]{40,}/)
  const reset = await run(['user', 'reset-password', ...anna]).ended
  expect(reset.stdout).toMatch(/\/reset\/[\w-]{40,}/)
  await expectRefusal(
    ['user', 'create', '--name', 'Anna Muster', ...anna],
    {},
    1,
    /is an account with this e-mail/,
  )
  await expectRefusal(
    ['user', 'create', '--email', 'x', '--name', 'X'],
    {},
    64,
    /--email must be an e-mail address/,
  )
  const nobody = ['user', 'reset-password', '--email', 'nobody@beispiel.test', '--data', data]
  await expectRefusal(nobody, {}, 1, /There is no account with this e-mail address/)
  await inDatabase('delete from identity.user')
})

describe('a running installation', () => {
  beforeAll(async () => {
    const first = startWorker()
    await first.says(working)
    first.kill('SIGTERM')
    await first.ended
  })

  test('SIGTERM ends it with 0 and stops the database; SIGINT too', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const leitstand = startWorker()
      await leitstand.says(working)
      expect(hasServer()).toBe(true)
      leitstand.kill(signal)
      expect(await leitstand.ended).toMatchObject({ code: 0, stderr: '' })
      expect(hasServer()).toBe(false)
    }
  })

  test('ends when npm, which passes no signals on, is gone', async () => {
    const words = [process.execPath, cli, 'start', '--role', 'worker', '--data', data].map(
      (word) => `'${word}'`,
    )
    const shell = runProgram('sh', ['-c', `${words.join(' ')} & wait`], { npm_lifecycle_event: 'start' })
    await shell.says(working)
    shell.kill('SIGKILL')
    // The pipe closes with the last process that holds it.
    expect((await shell.ended).stdout).toContain('finishing what is under way')
    expect(hasServer()).toBe(false)
  })

  test('kill -9, then start again: it goes on with the server that was left', async () => {
    const killed = startWorker()
    await killed.says(working)
    killed.kill('SIGKILL')
    await killed.ended
    expect(hasServer()).toBe(true)
    const next = startWorker()
    await next.says(working)
    next.kill('SIGTERM')
    expect(await next.ended).toMatchObject({ code: 0 })
    expect(hasServer()).toBe(false)
  })

  test('a second one on the same directory is refused within two seconds; tools work beside it', async () => {
    const leitstand = startWorker()
    await leitstand.says(working)
    const before = Date.now()
    await expectRefusal(
      ['start', '--data', data],
      {},
      78,
      /Another Leitstand is already running on .* \(process \d+ on /,
    )
    expect(Date.now() - before).toBeLessThan(2000)
    const doctor = await run(['doctor', '--data', data]).ended
    expect(doctor.stdout).toMatch(/ok\s+migrations\s+all applied/)
    expect(doctor.code).toBe(0)
    leitstand.kill('SIGTERM')
    expect(await leitstand.ended).toMatchObject({ code: 0 })
  })

  test('the demo company comes and goes beside the running application, and leaves nothing', async () => {
    const leitstand = startWorker()
    await leitstand.says(working)
    const first = await run(['demo', '--data', data]).ended
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toMatch(/\d+ pieces of Hafenlicht Leuchten GmbH \(Demo\): http.*\/w\/[a-z-]+\n/)
    expect(first.stdout).toMatch(/\/reset\/[\w-]{40,}/)
    await expectRefusal(['demo', '--data', data], {}, 1, /There is a demo workspace already/)
    expect((await run(['demo', '--remove', '--data', data]).ended).code).toBe(0)
    await expectRefusal(['demo', '--remove', '--data', data], {}, 1, /There is no demo workspace/)
    leitstand.kill('SIGTERM')
    await leitstand.ended

    const left = await inDatabase(`
      select table_schema || '.' || table_name as name from information_schema.columns join pg_class c
        on c.oid = (quote_ident(table_schema) || '.' || quote_ident(table_name))::regclass
      where column_name = 'workspace_id' and c.relkind in ('r', 'p') and not c.relispartition
        and (xpath('/row/n/text()', query_to_xml(format(
          'select count(*) as n from %I.%I where workspace_id <> ''00000000-0000-0000-0000-000000000000''',
          table_schema, table_name), false, true, '')))[1]::text <> '0'`)
    expect(left).toEqual([])
    expect(await inDatabase('select email from identity.user')).toEqual([])
  }, 120_000)

  test('a taken port is refused before anything slow, and the database is not left running', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    await expectRefusal(
      ['start', '--data', data, '--port', `${port}`],
      {},
      1,
      /Port \d+ on 127\.0\.0\.1 is taken/,
    )
    expect(hasServer()).toBe(false)
  })

  test('a wrong key file is refused, doctor names it, the right one works again', async () => {
    const key = { LEITSTAND_KEY: Buffer.alloc(32, 3).toString('base64') }
    await expectRefusal(
      ['start', '--role', 'worker', '--data', data],
      key,
      78,
      /another key than LEITSTAND_KEY/,
    )
    const doctor = await run(['doctor', '--data', data], key).ended
    expect(doctor.stdout).toMatch(/fail\s+key\s+belongs to another database/)
    expect(doctor.code).toBe(1)
    expect(hasServer()).toBe(false)
  })

  test('a database of a newer version is refused and left as it is', async () => {
    await inDatabase("insert into kernel.migration (number, name, checksum) values (9999, 'future', 'x')")
    await expectRefusal(
      ['start', '--data', data],
      {},
      78,
      /made by a newer Leitstand \(migration 9999 future/,
    )
    await inDatabase('delete from kernel.migration where number = 9999')
  })

  test('a damaged key file is refused', async () => {
    writeFileSync(join(data, 'master.key'), 'oops')
    await expectRefusal(['start', '--role', 'worker', '--data', data], {}, 78, /key file .* is damaged/)
  })
})
