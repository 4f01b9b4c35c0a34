import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { publishApi } from '../../api.ts'

/** The channel procedures, as the pages of this slice call them. */
export const channelClient = sliceClient<typeof publishApi>('publish').channel

/** Channels by name. */
export function channelsQuery(withArchived = false) {
  return queryOptions({
    queryKey: ['channel', 'list', withArchived],
    queryFn: () => channelClient.list(withArchived ? { withArchived: 'true' } : {}),
  })
}

/** Reads channels again after a form changed one. */
export function useRefreshChannels(): () => void {
  const cache = useQueryClient()
  return () => {
    for (const topic of ['channel', 'publication']) void cache.invalidateQueries({ queryKey: [topic] })
  }
}
