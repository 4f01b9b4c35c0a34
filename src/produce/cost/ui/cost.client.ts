import { sliceClient } from '../../../kit/api.ts'
import type { produceApi } from '../../api.ts'

export const client = sliceClient<typeof produceApi>('produce')
