import { z } from 'zod'
import { everyMember, writers } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import { command, query } from '../../kernel/procedure.ts'
import { makeRenditions } from './asset.jobs.ts'
import { Asset, AssetById, AssetChange, AssetPage, AssetUpload } from './asset.schema.ts'
import { assetOrRefuse, describeAsset, keepPicture, listAssets, shownAsset } from './asset.store.ts'
import { reencoded } from './picture.ts'

export const assetProcedures = {
  upload: command({
    path: '/assets',
    allow: writers,
    audit: 'asset.upload',
    summary:
      'Keeps a picture (JPEG, PNG, WebP, GIF, AVIF, TIFF up to 25 MB), re-encoded and without metadata.',
    input: AssetUpload,
    output: Asset,
    prepare: async (_, { file }) => reencoded(Buffer.from(await file.arrayBuffer())),
    run: async (call, { file, alt = '' }, picture) => {
      const row = await keepPicture(call, picture, file.name, alt)
      await call.app.jobs.later(call.db, makeRenditions.name, {
        workspaceId: call.workspaceId,
        assetId: row.id,
      })
      const asset = shownAsset(row)
      recordChange(call, { objectType: 'asset', objectId: row.id, label: row.fileName, after: asset })
      return asset
    },
  }),
  list: query({
    path: '/assets',
    allow: everyMember,
    summary: 'Lists pictures, the newest first.',
    input: AssetPage,
    output: z.array(Asset),
    run: async (call, { after, limit }) => (await listAssets(call, after, limit)).map(shownAsset),
  }),
  show: query({
    path: '/assets/{id}',
    allow: everyMember,
    summary: 'Shows what is known of a picture.',
    input: AssetById,
    output: Asset,
    run: async (call, { id }) => shownAsset(await assetOrRefuse(call, id)),
  }),
  describe: command({
    method: 'PATCH',
    path: '/assets/{id}',
    allow: writers,
    audit: 'asset.describe',
    summary: 'Changes the description (alt text) of a picture.',
    input: AssetChange,
    output: Asset,
    run: async (call, { id, alt }) => {
      const before = shownAsset(await assetOrRefuse(call, id))
      const after = shownAsset(await describeAsset(call, id, alt))
      recordChange(call, { objectType: 'asset', objectId: id, label: after.fileName, before, after })
      return after
    },
  }),
}
