import type { Job } from '../../kernel/jobs.ts'
import { eraseDemo } from './erase.store.ts'

/** Deletes a demo workspace that its owner has closed. */
export const eraseClosedDemo: Job = {
  name: 'manage.erase_demo',
  run: async (app, { workspaceId = '' }) => eraseDemo(app, workspaceId),
}
