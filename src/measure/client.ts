import { sliceClient } from '../kit/api.ts'
import type { measureApi } from './api.ts'

/** Measurement as the browser calls it. */
export const measureClient = sliceClient<typeof measureApi>('measure')
