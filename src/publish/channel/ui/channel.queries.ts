import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { publishClient } from './publishClient.ts'

/** Channels by name. */
export function channelsQuery(withArchived = false) {
  return queryOptions({
    queryKey: ['channel', 'list', withArchived],
    queryFn: () => publishClient.channel.list(withArchived ? { withArchived: 'true' } : {}),
  })
}

/** Reads channels again after a form changed one. */
export function useRefreshChannels(): () => void {
  const cache = useQueryClient()
  return () => {
    for (const topic of ['channel', 'publication']) void cache.invalidateQueries({ queryKey: [topic] })
  }
}
