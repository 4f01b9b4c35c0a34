import { useSyncExternalStore } from 'react'

/** `signed-out`: the server asks to sign in again. `unreachable`: no answer. */
export type ConnectionState = 'well' | 'unreachable' | 'signed-out'

let state: ConnectionState = 'well'
const listeners = new Set<() => void>()

/** What the last call to the server told about the connection. */
export const connection = {
  state: () => state,
  report(next: ConnectionState): void {
    // Only a successful sign-in ends `signed-out` (`signedIn`): public calls may go well in between.
    if (next === state || state === 'signed-out') return
    state = next
    for (const listener of listeners) listener()
  },
  /** Somebody has just signed in, or left on purpose. */
  signedIn(): void {
    state = 'well'
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** The state of the connection, for banners and the sign-in dialog. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.state)
}
