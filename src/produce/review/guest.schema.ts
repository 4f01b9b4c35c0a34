import { z } from 'zod'
import { languages } from '../../kernel/text/text.ts'

const Token = z.string().min(40).max(200)

export const GuestLinkByToken = z.object({ token: Token })

/** What a link says before the code was entered: who wants something, nothing of what. */
export const GuestLink = z.object({
  state: z.enum(['open', 'ended']),
  workspaceName: z.string(),
  requestedByName: z.string(),
  /** `c…@firma.de`: enough to find the right mailbox. */
  emailHint: z.string(),
  language: z.enum(languages),
  /** Whether the code comes by mail; without a mail server those who asked pass it on. */
  hasMailServer: z.boolean(),
  /** The approval, when this browser has entered the code already. */
  approvalId: z.uuid().nullable(),
})
export type GuestLink = z.infer<typeof GuestLink>

export const GuestEntry = z.object({
  token: Token,
  code: z
    .string()
    .trim()
    .max(20)
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
})
/** Either the code was right and the approval is open, or it was wrong and so many tries are left. */
export const GuestEntered = z.object({ approvalId: z.uuid().nullable(), triesLeft: z.int().nullable() })
export const CodeSent = z.object({ emailHint: z.string() })
