import { z } from 'zod'

// What we read of WordPress's answers (REST API wp/v2); everything else in them is ignored.

const Rendered = z.object({ raw: z.string(), rendered: z.string() })

/** A post as `context=edit` shows it; only that context carries `raw`. */
export const WpPost = z.object({
  id: z.int(),
  status: z.string(),
  slug: z.string(),
  link: z.string(),
  modified_gmt: z.string(),
  title: Rendered,
  content: Rendered,
  categories: z.array(z.int()).default([]),
  featured_media: z.int().default(0),
})
export type WpPost = z.infer<typeof WpPost>

export const WpMedia = z.object({ id: z.int(), source_url: z.string(), slug: z.string() })
export type WpMedia = z.infer<typeof WpMedia>

export const WpCategory = z.object({ id: z.int(), name: z.string(), parent: z.int().default(0) })

export const WpMe = z.object({
  id: z.int(),
  name: z.string(),
  slug: z.string(),
  roles: z.array(z.string()).default([]),
  capabilities: z.record(z.string(), z.unknown()).default({}),
})
export type WpMe = z.infer<typeof WpMe>

/** The index of the interface. PHP sends an empty list where there is no authentication at all. */
export const WpIndex = z.object({
  name: z.string(),
  url: z.string().default(''),
  namespaces: z.array(z.string()),
  authentication: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).default([]),
})
export type WpIndex = z.infer<typeof WpIndex>

export const WpProblem = z.object({
  code: z.string(),
  message: z.string().default(''),
  data: z
    .object({ params: z.record(z.string(), z.unknown()).optional() })
    .nullish()
    .catch(null),
})
export type WpProblem = z.infer<typeof WpProblem>

/** What `prepare` remembers between attempts. A state of another version is not used (T24). */
export const WpState = z.object({
  version: z.literal(1),
  postId: z.int().nullable(),
  /** By SHA-256 of the picture. */
  media: z.record(z.string(), z.object({ id: z.int(), url: z.string() })),
  /** SHA-256 of the raw title and text as WordPress stored them. */
  stored: z.string().nullable(),
})
export type WpState = z.infer<typeof WpState>

/** The state to go on from; a fresh one when there is none that we understand. */
export function stateFrom(previous: unknown): WpState {
  const parsed = WpState.safeParse(previous)
  return parsed.success ? parsed.data : { version: 1, postId: null, media: {}, stored: null }
}
