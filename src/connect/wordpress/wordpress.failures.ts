import type { OutsideFailure } from '../../kernel/outside/failure.ts'
import { retryAfter } from '../../kernel/outside/retryAfter.rules.ts'
import type { ChannelFailure } from '../../publish/channel/port.ts'
import { WpProblem } from './wordpress.schema.ts'

/** What a request was for: after a commit of unknown outcome nothing is repeated. */
export type Purpose = 'read' | 'prepare' | 'commit'

// rest_not_logged_in is what a wrong application password looks like on every version we tried (6.1 to 7.1); the
// others appear when a plugin resolves the user early.
const signInCodes = new Set([
  'rest_not_logged_in',
  'incorrect_password',
  'invalid_username',
  'invalid_email',
  'invalid_application_password',
  'application_passwords_disabled',
  'application_passwords_disabled_for_user',
])

// WordPress answers 500 to mistakes in an upload; trying again does not mend them.
const uploadCodes = new Set([
  'rest_upload_sideload_error',
  'rest_upload_unknown_error',
  'rest_upload_file_too_big',
  'rest_upload_limited_space',
  'rest_upload_user_quota_exceeded',
  'rest_upload_no_content_disposition',
  'rest_upload_no_data',
  'rest_upload_invalid_disposition',
])

export type Answer = { status: number; headers: Headers; text: string }

/** The problem object of an answer, null when it is HTML or anything else. */
function problemOf(text: string): WpProblem | null {
  const parsed = WpProblem.safeParse(jsonOrNull(text))
  return parsed.success ? parsed.data : null
}

/** JSON of a text, null when it is none. A byte order mark or PHP warnings before it make it none. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What an answer that is no success means, by its code first and its status second. */
export function failureOfAnswer(answer: Answer, purpose: Purpose, now: Date): ChannelFailure {
  const problem = problemOf(answer.text)
  const detail = `${answer.status} ${problem?.code ?? excerpt(answer.text)}`
  if (answer.status === 429) {
    const retryAt = retryAfter(answer.headers.get('retry-after'), now) ?? new Date(now.getTime() + 60_000)
    return { kind: 'rate_limited', key: 'wordpress.too_many_requests', retryAt, detail }
  }
  if (answer.status >= 300 && answer.status < 400) {
    return { kind: 'rejected', reason: 'policy', key: 'wordpress.moved', detail }
  }
  if (problem !== null) {
    const known = failureOfCode(problem, answer.status, detail)
    if (known !== null) return known
  } else if (answer.status === 401 || answer.status === 403) {
    return { kind: 'rejected', reason: 'policy', key: 'wordpress.blocked', detail }
  }
  if (answer.status === 413) {
    return { kind: 'rejected', reason: 'validation', key: 'wordpress.upload_refused', detail }
  }
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408) {
    return { kind: 'rejected', reason: 'validation', key: 'wordpress.refused', detail }
  }
  return noReliableAnswer(purpose, 'wordpress.no_reliable_answer', detail)
}

function failureOfCode({ code, data }: WpProblem, status: number, detail: string): ChannelFailure | null {
  if (signInCodes.has(code)) return { kind: 'auth', key: 'wordpress.password_refused', detail }
  if (uploadCodes.has(code)) {
    return { kind: 'rejected', reason: 'validation', key: 'wordpress.upload_refused', detail }
  }
  switch (code) {
    case 'rest_post_invalid_id':
    case 'rest_already_trashed':
      return { kind: 'rejected', reason: 'not_found', key: 'wordpress.draft_gone', detail }
    case 'rest_no_route':
    case 'rest_disabled':
      return { kind: 'rejected', reason: 'policy', key: 'wordpress.interface_closed', detail }
    case 'rest_invalid_param': {
      const fields = Object.keys(data?.params ?? {}).join(', ')
      return { kind: 'rejected', reason: 'validation', key: 'wordpress.invalid', params: { fields }, detail }
    }
    default:
  }
  if (status === 401) return { kind: 'auth', key: 'wordpress.password_refused', detail }
  if (status === 403) return { kind: 'rejected', reason: 'permission', key: 'wordpress.not_allowed', detail }
  return null
}

/** What it means when no answer came at all. */
export function failureOfOutside(failure: OutsideFailure, purpose: Purpose): ChannelFailure {
  const detail = failure.message
  if (failure.sent) return noReliableAnswer(purpose, 'wordpress.no_answer', detail)
  switch (failure.reason) {
    case 'address':
    case 'refused_host':
      return { kind: 'rejected', reason: 'policy', key: 'wordpress.address_refused', detail }
    case 'certificate':
      return { kind: 'transient', key: 'wordpress.certificate', detail }
    case 'unresolved':
      return { kind: 'transient', key: 'wordpress.unresolved', detail }
    default:
      return { kind: 'transient', key: 'wordpress.unreachable', detail }
  }
}

/** An answer of which nobody can say what it did: harmless for a read, unknown for a commit. */
export function noReliableAnswer(purpose: Purpose, key: string, detail: string): ChannelFailure {
  return { kind: purpose === 'commit' ? 'unknown' : 'transient', key, detail }
}

function excerpt(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
