import { z } from 'zod'

/**
 * What a channel can take, as data: the planner, the counter in the editor and the check before publishing read the
 * same numbers. Null: the platform sets no limit that we know of.
 */
type ChannelLimits = {
  titleLength: number | null
  textLength: number | null
  excerptLength: number | null
  slugLength: number | null
  images: number | null
  imageBytes: number | null
  imageTypes: readonly string[]
}

/** The account behind a channel, as found when it was connected. Kept on the channel; holds no secret. */
export const ChannelAccount = z.object({
  /** The address people see, after redirects. */
  address: z.string(),
  /** Where the interface answers. */
  endpoint: z.string(),
  /** The account's own id at the platform: a reconnect with another account is noticed by it. */
  accountId: z.string(),
  accountName: z.string(),
  /** Name of the site or page. */
  siteName: z.string(),
  /** Publications with the same key never run at the same time, whichever channel they belong to. */
  lockKey: z.string(),
  roles: z.array(z.string()),
})
export type ChannelAccount = z.infer<typeof ChannelAccount>

/** What a person enters to connect a channel. The secret is sealed before it is stored. */
export type ChannelAccess = { address: string; user: string; secret: string }

/** An opened channel: the account with the credentials of this moment. */
export type ChannelSession = { account: ChannelAccount; user: string; secret: string }

/** Something to know before it hurts. `key` names a text in both languages. */
export type Finding = { severity: 'stops' | 'warns'; key: string; params?: FindingParams }
type FindingParams = Record<string, string | number>

export type ChannelCategory = { id: string; name: string; parentId: string | null }

/** A picture of the content. Its bytes are read when they are needed. */
export type ContentImage = {
  /** Exactly what stands in `src="…"` of the content's HTML. */
  src: string
  fileName: string
  mediaType: string
  alt: string
  /** Hex SHA-256 of the bytes; an image already at the platform is recognised by it. */
  sha256: string
  bytes(): Promise<Uint8Array>
}

/** One piece, rendered for one channel. */
export type ChannelContent = {
  title: string
  /** Rendered by us from the validated text tree; safe. */
  html: string
  excerpt: string
  slug: string
  categoryIds: readonly string[]
  images: readonly ContentImage[]
  /** `src` of the image that stands for the whole. */
  featuredSrc: string | null
  /** Names the publication at the platform, so that it is found again after an unknown outcome. */
  mark: string
}

/** Why something did not happen; decides what the engine does next (publishing-failures.md §8). */
export type ChannelFailure =
  | { kind: 'rejected'; reason: RejectedReason; key: string; params?: FindingParams; detail?: string }
  | { kind: 'auth'; key: string; detail?: string }
  | { kind: 'api_version'; key: string; detail?: string }
  | { kind: 'rate_limited'; key: string; retryAt: Date; detail?: string }
  /** Provably nothing was created. */
  | { kind: 'transient'; key: string; detail?: string }
  /** The request was (partly) sent and no reliable answer came. */
  | { kind: 'unknown'; key: string; detail?: string }
type RejectedReason = 'validation' | 'duplicate' | 'permission' | 'policy' | 'not_found' | 'conflict'

export type Live = { remoteId: string; url: string; warnings: readonly Finding[] }
export type Prepared =
  | { kind: 'ready'; warnings: readonly Finding[] }
  /** The platform is still working; ask again, this is no attempt. */
  | { kind: 'pending'; pollAfterMs: number }
  /** An earlier attempt got through after all. */
  | ({ kind: 'live' } & Live)
  | ChannelFailure
export type Committed = ({ kind: 'live' } & Live) | ChannelFailure
export type Reconciled =
  | ({ found: true } & Live)
  /** `conclusive`: the platform's own list shows that nothing is there, so that trying again is safe. */
  | { found: false; conclusive: boolean; key: string }
export type Connected =
  | { ok: true; account: ChannelAccount; findings: readonly Finding[] }
  | { ok: false; key: string; params?: FindingParams; detail?: string }

/** A platform Leitstand publishes to by itself. Implemented in `connect/*`, handed to the engine by `src/composition.ts`. */
export type Connector = {
  kind: string
  limits: ChannelLimits
  /** Finds the interface behind an address and tests the credentials. Never throws for what a person can mend. */
  connect(access: ChannelAccess): Promise<Connected>
  categories(session: ChannelSession): Promise<readonly ChannelCategory[] | ChannelFailure>
  /** What stands against publishing this content here. Pure and offline. */
  validate(content: ChannelContent): readonly Finding[]
  /**
   * Uploads and drafts; may be repeated from any point. `previous` is what `save` was last given (null at first);
   * a state of another version starts over.
   */
  prepare(
    session: ChannelSession,
    content: ChannelContent,
    previous: unknown,
    save: (state: unknown) => Promise<void>,
  ): Promise<Prepared>
  /** The one step the world can see. Sends exactly one changing request and never repeats it. */
  commit(session: ChannelSession, content: ChannelContent, state: unknown): Promise<Committed>
  /** Looks whether a commit of unknown outcome got through. Changes nothing. */
  reconcile(session: ChannelSession, content: ChannelContent, state: unknown): Promise<Reconciled>
  /** Brings a live publication up to date with the content. */
  update(
    session: ChannelSession,
    content: ChannelContent,
    state: unknown,
    save: (state: unknown) => Promise<void>,
  ): Promise<Committed>
}

/** The connectors of this installation, by channel kind. */
export type Connectors = ReadonlyMap<string, Connector>
