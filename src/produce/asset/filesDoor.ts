import { Hono } from 'hono'
import { z } from 'zod'
import type { Door } from '../../kernel/access/door.ts'
import type { App } from '../../kernel/app.ts'
import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { GuestActor } from '../../kernel/access/actor.ts'
import { readContent, seenIn } from '../manuscript/content.store.ts'
import { decidedByGuest } from '../review/guest.store.ts'
import { fittingWidth } from './asset.rules.ts'
import { assetOrRefuse, renditionsOf } from './asset.store.ts'

const Address = z.object({ workspaceId: z.uuid(), assetId: z.uuid() })
const Width = z.coerce.number().int().min(1).max(10_000).nullable().catch(null)

/**
 * `/files/<workspace>/<asset>?w=800`: a picture for members of the workspace, and for a guest when it belongs to what
 * their link shows. Everything else is the same 404.
 */
export function filesDoor(app: App, door: Door): Hono {
  const files = new Hono()
  files.get('/files/:workspaceId/:assetId', async (context) => {
    const address = Address.safeParse(context.req.param())
    if (!address.success) throw new Refusal('asset.not_found', 'not_found')
    const { workspaceId, assetId } = address.data
    const found = await pictureFor(
      app,
      door,
      context.req.raw.headers,
      workspaceId,
      assetId,
      askedWidth(context.req.query('w')),
    )
    const bytes = await app.files.get(workspaceId, found.sha256)
    if (!bytes) throw new Refusal('asset.not_found', 'not_found')
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': found.mediaType,
        'content-length': String(bytes.length),
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(found.fileName)}`,
        // The bytes behind an id never change; another browser profile must not get them from a shared cache.
        'cache-control': 'private, max-age=31536000, immutable',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
      },
    })
  })
  return files
}

function askedWidth(text: string | undefined): number | null {
  return text === undefined ? null : Width.parse(text)
}

async function pictureFor(
  app: App,
  door: Door,
  headers: Headers,
  workspaceId: string,
  assetId: string,
  width: number | null,
): Promise<{ sha256: string; mediaType: string; fileName: string }> {
  const guest = await admittedGuest(door, headers, workspaceId)
  return app.database.inWorkspace(
    workspaceId,
    async (db) => {
      if (guest !== null) await refuseForeignPicture(callOf(app, db, workspaceId, guest), guest, assetId)
      const asset = await assetOrRefuse({ db, workspaceId }, assetId)
      const copies = width === null ? [] : await renditionsOf({ db, workspaceId }, assetId)
      const fitting = fittingWidth(
        copies.map((copy) => copy.width),
        width,
      )
      const { sha256, mediaType } = copies.find((copy) => copy.width === fitting) ?? asset
      return { sha256, mediaType, fileName: asset.fileName }
    },
    { readOnly: true },
  )
}

/** Null for a member of the workspace, else the guest; refuses everybody else. */
async function admittedGuest(door: Door, headers: Headers, workspaceId: string): Promise<GuestActor | null> {
  const account = await door.account(headers)
  if (account && (await door.member(account, workspaceId))) return null
  const guest = await door.guest(headers)
  if (guest?.workspaceId !== workspaceId) throw new Refusal('asset.not_found', 'not_found')
  return guest.actor
}

async function refuseForeignPicture(call: Call, guest: GuestActor, assetId: string): Promise<void> {
  const decided = await decidedByGuest(call, guest.grantId)
  const { pictures } = decided ?? seenIn(await readContent(call, guest.objectId))
  if (!pictures.some((picture) => picture.assetId === assetId))
    throw new Refusal('asset.not_found', 'not_found')
}

function callOf(app: App, db: Call['db'], workspaceId: string, actor: GuestActor): Call {
  return { app, db, workspaceId, actor, now: app.clock.now(), requestId: newId(), audit: {} }
}
