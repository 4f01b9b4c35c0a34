import type { Call } from '../../kernel/call.ts'
import { mailBody } from '../../kernel/mail/mailBody.ts'
import type { MailBody } from '../../kernel/mail/mailBody.ts'
import { fill } from '../../kernel/text/text.ts'
import type { Catalogue, Language } from '../../kernel/text/text.ts'
import { notify, workspaceOf } from '../../manage/index.ts'
import type { ChannelRow } from '../channel/channel.store.ts'
import { publishDe } from '../publish.text.de.ts'
import { publishEn } from '../publish.text.en.ts'
import type { PublicationRow } from './publication.store.ts'

type Place = { row: PublicationRow; channel: ChannelRow }
/** `key` names the cause; the rest fills the texts. */
type Params = Record<string, string | number>
type Kind = keyof typeof publishDe.notification
type Readers = { userIds: readonly string[] } | { memberRoles: readonly ('owner' | 'manager')[] }

const leadersToTell = { memberRoles: ['owner', 'manager'] } as const

/** Tells whoever owns the piece and whoever planned the publication; without both, the leaders. App and mail (T102). */
export async function tellOwners(call: Call, place: Place, kind: Kind, params: Params): Promise<void> {
  const piece = await pieceOf(call, place.row.pieceId)
  const userIds = [...new Set([piece.ownerUserId, place.row.createdBy].filter((id) => id !== null))]
  const told = userIds.length > 0 ? await send(call, place, kind, params, piece.title, { userIds }) : 0
  // Whoever it was may have left: somebody must know.
  if (told === 0) await send(call, place, kind, params, piece.title, leadersToTell)
}

/** Tells those who answer for the channels. */
export async function tellLeaders(call: Call, place: Place, kind: Kind, params: Params): Promise<void> {
  const piece = await pieceOf(call, place.row.pieceId)
  await send(call, place, kind, params, piece.title, leadersToTell)
}

async function send(
  call: Call,
  { row, channel }: Place,
  kind: Kind,
  params: Params,
  title: string,
  readers: Readers,
) {
  const { slug } = await workspaceOf(call)
  const told = { ...params, title, channel: channel.name }
  const url = `${call.app.settings.publicUrl}/w/${slug}/pieces/${row.pieceId}`
  return notify(call, {
    ...readers,
    kind,
    objectType: 'piece',
    objectId: row.pieceId,
    params: { ...told, dueAt: row.dueAt?.toISOString() ?? null },
    mail: (reader) => bodyOf(kind, told, row.dueAt, url, reader),
  })
}

function bodyOf(
  kind: Kind,
  params: Params,
  dueAt: Date | null,
  url: string,
  { language, zone }: { language: Language; zone: string },
): MailBody {
  const texts = language === 'de' ? publishDe : publishEn
  const subject = fill(texts.notification[kind], params, language)
  const cause = (texts.refusal as Catalogue)[String(params['key'] ?? '')]
  const when = dueAt?.toLocaleString(language, { dateStyle: 'full', timeStyle: 'short', timeZone: zone })
  return mailBody({
    subject,
    paragraphs: [
      subject,
      ...(typeof cause === 'string' ? [fill(cause, params, language)] : []),
      ...(when === undefined ? [] : [fill(texts.mail.due, { when: `${when} (${zone})` }, language)]),
    ],
    action: { label: texts.mail.open, url },
    footer: texts.mail.footer,
  })
}

async function pieceOf(call: Call, pieceId: string): Promise<{ title: string; ownerUserId: string | null }> {
  return call.db
    .selectFrom('plan.piece as piece')
    .leftJoin('manage.member as member', (join) =>
      join
        .onRef('member.workspaceId', '=', 'piece.workspaceId')
        .onRef('member.id', '=', 'piece.ownerMemberId')
        .on('member.state', '=', 'active'),
    )
    .select(['piece.title', 'member.userId as ownerUserId'])
    .where('piece.workspaceId', '=', call.workspaceId)
    .where('piece.id', '=', pieceId)
    .executeTakeFirstOrThrow()
}
