import { sliceClient } from '../../../kit/api.ts'
import type { publishApi } from '../../api.ts'

/** The procedures of publishing, as its pages call them. */
export const publishClient = sliceClient<typeof publishApi>('publish')
