import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'

/** Bytes of an upload. */
const largestUpload = 25 * 1024 * 1024
/** Width × height (× frames) of a picture before it is opened (threats R42). */
export const mostPixels = 50_000_000
/** Longest side of a kept picture. */
export const longestSide = 4_096
/** Widths of the smaller copies. */
export const renditionWidths = [320, 800, 1600] as const

/** What pictures are kept as: the formats every browser and WordPress show. */
export const keptMediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const
export type KeptMediaType = (typeof keptMediaTypes)[number]

const Alt = z.string().trim().max(500)

export const Asset = z.object({
  id: z.uuid(),
  mediaType: z.enum(keptMediaTypes),
  bytes: z.int(),
  fileName: z.string(),
  width: z.int(),
  height: z.int(),
  alt: z.string(),
  uploadedByName: z.string(),
  createdAt: Instant,
})
export type Asset = z.infer<typeof Asset>

export const AssetUpload = z.object({ file: z.file().min(1).max(largestUpload), alt: Alt.optional() })
export const AssetChange = z.object({ id: z.uuid(), alt: Alt })
export const AssetById = z.object({ id: z.uuid() })
export const AssetPage = z.object({
  /** Reads on after this asset; the newest come first. */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
})
