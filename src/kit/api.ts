import type { Procedures } from '../kernel/procedure.ts'
import { createClient, type ClientOf, type Operations } from '../kernel/rpc/client.ts'
import { connection } from './connection.ts'

type Tree = Record<string, unknown>
let tree: Tree | null = null
let workspace = ''

/** Builds the client of the whole API; called once at the start of the app. */
export function connectApi(operations: Operations): void {
  tree = createClient<Procedures>({
    url: `${window.location.origin}/api`,
    operations,
    headers: (): Record<string, string> => (workspace === '' ? {} : { 'leitstand-workspace': workspace }),
    fetch: watchedFetch,
  }) as Tree
}

/** Puts functions of your own in place of the server: `provideApi({ plan: { piece: { list: async () => … } } })`. For tests. */
export function provideApi(fake: Tree): void {
  tree = fake
}

/** Names the workspace (id or short name) that all calls from here on are about. */
export function callWorkspace(workspaceSlug: string): void {
  workspace = workspaceSlug
}

/**
 * The part of the API that belongs to a slice, typed by its procedures:
 * `const client = sliceClient<typeof planApi>('plan')`, then `client.piece.list({ … })`.
 */
export function sliceClient<P extends Procedures>(slice: string): ClientOf<P> {
  // Slices make their client when they are loaded, the app connects when it starts: look the branch up at each use.
  const lazy = new Proxy({} as Tree, {
    get: (_, key) => {
      if (tree === null) throw new Error('sliceClient used before connectApi')
      return (tree[slice] as Tree)[key as string]
    },
  })
  // connectApi built the tree from the addresses of these very procedures.
  return lazy as unknown as ClientOf<P>
}

// Whatever is called, and from wherever: the shell learns here that the session ended or the server is gone.
const watchedFetch: typeof fetch = async (input, init) => {
  try {
    const response = await fetch(input, init)
    connection.report(response.status === 401 ? 'signed-out' : 'well')
    return response
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) connection.report('unreachable')
    throw error
  }
}
