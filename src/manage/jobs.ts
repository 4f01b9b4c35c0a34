import type { Job } from '../kernel/jobs.ts'
import { sendResetLink } from './person/reset.store.ts'

/** The background work of this slice, for the composition root. */
export const manageJobs: readonly Job[] = [sendResetLink]
