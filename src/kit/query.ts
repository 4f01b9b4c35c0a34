import { QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Refusal } from '../kernel/refusal.ts'
import { showRefusal, toast } from './toast.tsx'

/** The cache of everything read from the server. Keys begin with a topic: `['piece', 'list', filter]`. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal is an answer; only a server that did not answer is asked again.
      retry: (failures, error) => isTransient(error) && failures < 3,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

function isTransient(error: unknown): boolean {
  return error instanceof Refusal && error.kind === 'unavailable'
}

export type CommandOptions<O> = {
  /** First words of the query keys that show what is changed: `['piece']`. They are read again afterwards. */
  topics: readonly string[]
  /** Shown as a toast when it worked. */
  done?: string
  onDone?(output: O): void
  /** Called instead of the toast that says why it was refused. */
  onRefused?(error: unknown): void
}

/**
 * A command as a button uses it: `const move = useCommand(client.piece.move, { topics: ['piece'] })`,
 * then `move.mutate(input)`, `move.isPending`. Refusals are shown as a toast unless `onRefused` takes them.
 */
export function useCommand<I, O>(call: (input: I) => Promise<O>, options: CommandOptions<O>) {
  const cache = useQueryClient()
  return useMutation<O, unknown, I>({
    mutationFn: (input) => call(input),
    onSuccess: (output) => {
      if (options.done !== undefined) toast({ message: options.done })
      options.onDone?.(output)
    },
    onError: options.onRefused ?? showRefusal,
    onSettled: () =>
      Promise.all(options.topics.map((topic) => cache.invalidateQueries({ queryKey: [topic] }))),
  })
}

type Change = { action: string; objectId: string | null; byUserId: string | null }

/**
 * Keeps what is shown of a workspace true: a change `piece.move` makes the queries under `['piece']` read again.
 * After an interruption everything is read again, because changes may have been missed.
 */
export function useLiveUpdates(workspaceSlug: string): void {
  const cache = useQueryClient()
  useEffect(() => {
    let wasInterrupted = false
    let reopening: ReturnType<typeof setTimeout> | undefined
    let source: EventSource
    const changed = gathered((topics) => {
      for (const topic of topics) void cache.invalidateQueries({ queryKey: [topic] })
    })
    const open = () => {
      source = new EventSource(`/api/live?workspace=${encodeURIComponent(workspaceSlug)}`)
      source.addEventListener('change', (event: MessageEvent<string>) => {
        const { action } = JSON.parse(event.data) as Change
        changed.add(action.split('.')[0] ?? action)
      })
      source.addEventListener('open', () => {
        if (wasInterrupted) void cache.invalidateQueries()
        wasInterrupted = false
      })
      source.addEventListener('error', () => {
        wasInterrupted = true
        // A broken line is taken up again by the browser; an answer that refuses (server starting, signed out) is not.
        if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenMs)
      })
    }
    open()
    return () => {
      clearTimeout(reopening)
      changed.stop()
      source.close()
    }
  }, [workspaceSlug, cache])
}

const reopenMs = 5_000
const gatherMs = 150

// An import announces hundreds of changes at once; one reading is enough.
function gathered(report: (topics: ReadonlySet<string>) => void) {
  let topics = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    const told = topics
    topics = new Set()
    report(told)
  }
  return {
    add(topic: string) {
      topics.add(topic)
      timer ??= setTimeout(tell, gatherMs)
    },
    stop: () => clearTimeout(timer),
  }
}
