import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'
import { TextTree } from './tree.schema.ts'

const Headline = z.string().trim().max(300)
const Slug = z
  .string()
  .max(100)
  .regex(/^$|^[a-z0-9]+(-[a-z0-9]+)*$/)
const Excerpt = z.string().trim().max(2_000)

/** The text of a piece. `version` 0: nothing is written yet. */
export const Manuscript = z.object({
  pieceId: z.uuid(),
  version: z.int().min(0),
  tree: TextTree,
  /** Title for publishing; empty when it is the title of the piece. */
  headline: Headline,
  pieceTitle: z.string(),
  /** Last part of the address; empty when it is made from the title. */
  slug: Slug,
  excerpt: Excerpt,
  featuredAssetId: z.uuid().nullable(),
  wordCount: z.int(),
  updatedAt: Instant.nullable(),
  /** The account that saved last; null before the first time, and when Leitstand itself did. */
  updatedByUserId: z.uuid().nullable(),
  updatedByName: z.string(),
  may: z.object({ edit: z.string().nullable() }),
})
export type Manuscript = z.infer<typeof Manuscript>

export const OfPiece = z.object({ pieceId: z.uuid() })

/** What an author saves. `baseVersion` is the version the change was made on. */
export const ManuscriptSave = z.object({
  pieceId: z.uuid(),
  baseVersion: z.int().min(0).max(2_000_000_000),
  tree: TextTree,
  headline: Headline,
  slug: Slug,
  excerpt: Excerpt,
  featuredAssetId: z.uuid().nullable(),
  /** Keeps what is there now as a version of its own, whoever wrote it: set when it is replaced knowingly. */
  keepsPrevious: z.boolean().default(false),
})
export type ManuscriptSave = z.infer<typeof ManuscriptSave>
export type ManuscriptContent = Omit<ManuscriptSave, 'pieceId' | 'baseVersion' | 'keepsPrevious'>

export const Saved = z.object({
  version: z.int(),
  wordCount: z.int(),
  updatedAt: Instant,
  /** Approvals that lost their force through this change. */
  voidedApprovals: z.int(),
})
export type Saved = z.infer<typeof Saved>

const versionKinds = ['saved', 'named', 'restored'] as const

export const VersionSummary = z.object({
  id: z.uuid(),
  number: z.int(),
  kind: z.enum(versionKinds),
  label: z.string(),
  wordCount: z.int(),
  authorName: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** The version of the manuscript this state is. */
  revision: z.int(),
})
export type VersionSummary = z.infer<typeof VersionSummary>

export const Version = VersionSummary.extend({
  tree: TextTree,
  headline: z.string(),
  slug: z.string(),
  excerpt: z.string(),
  featuredAssetId: z.uuid().nullable(),
})
export type Version = z.infer<typeof Version>

export const VersionOfPiece = z.object({ pieceId: z.uuid(), versionId: z.uuid() })
export const VersionName = z.object({ pieceId: z.uuid(), label: z.string().trim().min(1).max(120) })
export const Restoration = VersionOfPiece.extend({ baseVersion: z.int().min(0).max(2_000_000_000) })

export const ManuscriptOverview = z.object({
  pieceId: z.uuid(),
  wordCount: z.int(),
  updatedAt: Instant,
  updatedByName: z.string(),
})
