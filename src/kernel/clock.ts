/** The only source of "now"; injected so that tests can hold and turn it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is set or moved. For tests. */
export function heldClock(
  start: Date | string,
): Clock & { set(to: Date | string): void; forward(ms: number): void } {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    set: (to) => {
      at = new Date(to).getTime()
    },
    forward: (ms) => {
      at += ms
    },
  }
}
