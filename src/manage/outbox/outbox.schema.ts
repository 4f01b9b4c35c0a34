import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'

export const mailStatuses = ['queued', 'held', 'sent', 'failed'] as const
export const MailStatus = z.enum(mailStatuses)
export type MailStatus = z.infer<typeof MailStatus>

/** A mail of the workspace, without its body. */
export const OutboxMail = z.object({
  id: z.uuid(),
  kind: z.string(),
  toAddress: z.string(),
  toName: z.string(),
  subject: z.string(),
  status: MailStatus,
  attempts: z.int(),
  error: z.string().nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  may: z.object({ open: z.string().nullable(), resend: z.string().nullable() }),
})
export type OutboxMail = z.infer<typeof OutboxMail>

/** A mail that did not go out by itself, with its text and the links to pass on by hand. */
export const OpenedMail = z.object({
  id: z.uuid(),
  subject: z.string(),
  text: z.string(),
  links: z.array(z.string()),
})

export const OutboxFilter = z.object({
  statuses: z.array(MailStatus).max(4).default([]),
  /** Goes on after this one. */
  before: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(50),
})
export const OutboxPage = z.object({ mails: z.array(OutboxMail), hasMailServer: z.boolean() })
