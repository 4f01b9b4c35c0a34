import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { StartFailure } from './kernel/startFailure.ts'

const key = Buffer.alloc(32, 5)

test('nothing set is a working configuration on loopback, with the embedded database', () => {
  expect(readConfig({ HOME: '/home/x', npm_config_user_agent: 'npm' })).toMatchObject({
    role: 'all',
    host: '127.0.0.1',
    port: 8787,
    databaseUrl: null,
    publicUrl: null,
    masterKey: null,
    mail: { smtpUrl: null },
    allowPrivateHosts: [],
  })
})

test('flags win over variables, variables over the names that hosting services use', () => {
  expect(readConfig({ PORT: '1', LEITSTAND_PORT: '2' }).port).toBe(2)
  expect(readConfig({ PORT: '1' }).port).toBe(1)
  const config = readConfig(
    { LEITSTAND_PORT: '2', LEITSTAND_DATA: '/a' },
    { port: '3', data: '/b', role: 'worker' },
  )
  expect(config).toMatchObject({ port: 3, dataDir: '/b', role: 'worker' })
})

test('a variable that is empty counts as not set', () => {
  expect(readConfig({ DATABASE_URL: '', SMTP_URL: ' ', LEITSTAND_PORT: '' }).port).toBe(8787)
})

test.each([key.toString('hex'), key.toString('base64'), key.toString('base64url')])(
  'reads the key %s',
  (text) => {
    expect(readConfig({ LEITSTAND_KEY: text }).masterKey).toEqual(key)
  },
)

test('the public address is kept without a slash at its end', () => {
  expect(readConfig({ PUBLIC_URL: 'https://plan.example.org/' }).publicUrl).toBe('https://plan.example.org')
})

test('private hosts come as a list', () => {
  expect(
    readConfig({ LEITSTAND_ALLOW_PRIVATE_HOSTS: '127.0.0.1:18080, blog.lan' }).allowPrivateHosts,
  ).toEqual(['127.0.0.1:18080', 'blog.lan'])
})

describe('says what is wrong', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ LEITSTAND_PORT: 'http' }, /LEITSTAND_PORT must be a number from 0 to 65535/],
    [{ LEITSTAND_PORT: '70000' }, /LEITSTAND_PORT must be a number from 0 to 65535/],
    [{ LEITSTAND_PORT: '1.5' }, /LEITSTAND_PORT must be a whole number/],
    [{ LEITSTAND_ROLE: 'both' }, /LEITSTAND_ROLE must be one of all, web, worker/],
    [{ LEITSTAND_KEY: 'abc' }, /LEITSTAND_KEY must be 32 bytes/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must look like postgresql:/],
    [{ DATABASE_URL: 'localhost' }, /DATABASE_URL must look like postgresql:/],
    [{ PUBLIC_URL: 'leitstand.example.org' }, /PUBLIC_URL must be a web address/],
    [{ PUBLIC_URL: 'https://example.org/plan' }, /PUBLIC_URL must name a host only/],
    [{ SMTP_URL: 'smtp://localhost' }, /MAIL_FROM is missing/],
    [{ SMTP_URL: 'https://mail', MAIL_FROM: 'a@b' }, /SMTP_URL must look like smtps:/],
    [{ LEITSTAND_PROT: '1' }, /LEITSTAND_PROT is unknown, did you mean LEITSTAND_PORT\?/],
    [{ LEITSTAND_DATADIR: '1' }, /LEITSTAND_DATADIR is unknown, did you mean LEITSTAND_DATA\?/],
  ]
  test.each(cases)('%j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message)
    expect(() => readConfig(env)).toThrow(StartFailure)
  })

  test('everything at once, never a value that may be secret', () => {
    const env = { LEITSTAND_PORT: 'x', DATABASE_URL: 'mysql://me:hunter2@db', LEITSTAND_KEI: 'hunter2' }
    expect(() => readConfig(env)).toThrow(/LEITSTAND_KEI.*LEITSTAND_PORT.*DATABASE_URL/)
    expect(() => readConfig(env)).not.toThrow(/hunter2/)
  })
})
