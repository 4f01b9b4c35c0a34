import { queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { planApi } from '../../api.ts'

export const plan = sliceClient<typeof planApi>('plan')

export const campaignsQuery = queryOptions({
  queryKey: ['campaign', 'list'],
  queryFn: () => plan.campaign.list({ withArchived: true }),
})
