import type { Call } from '../../kernel/call.ts'
import { placeOf } from '../visit/visit.rules.ts'

/** A publication as measurement recognises it. */
export type Target = { publicationId: string; pieceId: string; linkCode: string; liveUrl: string | null }

/**
 * Keeps how a publication is recognised and gives it the page views that have come in before it was known: an address
 * confirmed by hand days later still finds its readers.
 */
export async function keepTarget(call: Call, target: Target): Promise<void> {
  const { publicationId, pieceId, linkCode } = target
  const place = target.liveUrl === null ? null : placeOf(target.liveUrl)
  const values = { pieceId, linkCode, host: place?.host ?? null, path: place?.path ?? null }
  await call.db
    .insertInto('measure.target')
    .values({ workspaceId: call.workspaceId, publicationId, ...values })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'publicationId']).doUpdateSet(values))
    .execute()
  const days = call.db.updateTable('measure.visitDay').where('workspaceId', '=', call.workspaceId)
  await days
    .set({ linkPublicationId: publicationId, linkPieceId: pieceId })
    .where('linkCode', '=', linkCode)
    .where('linkCode', '<>', '')
    .execute()
  // A corrected address takes its readers along.
  await days
    .set({ pagePublicationId: null, pagePieceId: null })
    .where('pagePublicationId', '=', publicationId)
    .where((eb) => eb.or([eb('host', '<>', place?.host ?? ''), eb('path', '<>', place?.path ?? '')]))
    .execute()
  if (place === null) return
  await days
    .set({ pagePublicationId: publicationId, pagePieceId: pieceId })
    .where('host', '=', place.host)
    .where('path', '=', place.path)
    .execute()
}
