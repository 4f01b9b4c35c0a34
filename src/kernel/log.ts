import pino, { type Logger } from 'pino'

const secretKeys = [
  'password',
  'applicationPassword',
  'token',
  'secret',
  'code',
  'cookie',
  'authorization',
  'sealed',
]

/** The log of the process: JSON lines on standard output. Fields that hold secrets are cut out wherever they stand. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[cut]' },
  })
}
