import type { Job } from '../../kernel/jobs.ts'
import { renditionWidths } from './asset.schema.ts'
import { keepRendition, renditionsOf } from './asset.store.ts'
import { smallerCopy } from './picture.ts'

/** Makes the smaller copies of a picture that are still missing. */
export const makeRenditions: Job = {
  name: 'asset.renditions',
  retryLimit: 3,
  run: async (app, { workspaceId, assetId }) => {
    if (workspaceId === undefined || assetId === undefined) return
    const { database, files } = app
    const found = await database.inWorkspace(workspaceId, async (db) => {
      const asset = await db
        .selectFrom('produce.asset')
        .select(['sha256', 'width'])
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', assetId)
        .executeTakeFirst()
      return asset && { ...asset, made: await renditionsOf({ db, workspaceId }, assetId) }
    })
    const bytes = found ? await files.get(workspaceId, found.sha256) : null
    if (!found || !bytes) return
    for (const width of renditionWidths) {
      if (width >= found.width || found.made.some((copy) => copy.width === width)) continue
      const copy = await smallerCopy(bytes, width)
      await database.inWorkspace(workspaceId, (db) =>
        keepRendition({ app, db, workspaceId }, assetId, width, copy),
      )
    }
  },
}
