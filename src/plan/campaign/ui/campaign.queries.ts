import { queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { planApi } from '../../api.ts'

export const client = sliceClient<typeof planApi>('plan').campaign

export const campaignsQuery = queryOptions({
  queryKey: ['campaign', 'list'],
  queryFn: () => client.list({ withArchived: true }),
})
