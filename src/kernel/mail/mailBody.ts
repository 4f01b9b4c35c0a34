export type MailBody = { subject: string; text: string; html: string }

export type MailParts = {
  subject: string
  paragraphs: readonly string[]
  /** The one thing to do, as a button and, below, as a plain address. */
  action?: { label: string; url: string }
  /** A code to type in, shown large. */
  code?: string
  /** Why the reader got this mail. */
  footer: string
}

/** Builds the text and the HTML of a mail from plain texts. All of it is escaped. */
export function mailBody({ subject, paragraphs, action, code, footer }: MailParts): MailBody {
  const text = [
    ...paragraphs,
    ...(code === undefined ? [] : [code]),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    `--\n${footer}`,
  ].join('\n\n')
  const html = [
    '<!doctype html><html><body style="font:16px/1.5 system-ui,sans-serif;color:#1c2733;max-width:34em;margin:2em auto">',
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`),
    ...(code === undefined
      ? []
      : [`<p style="font-size:28px;letter-spacing:.2em;font-weight:600">${escapeHtml(code)}</p>`]),
    ...(action
      ? [
          `<p><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:.6em 1.2em;background:#0b6e6e;color:#fff;border-radius:6px;text-decoration:none">${escapeHtml(action.label)}</a></p>`,
          `<p style="font-size:13px;color:#5b6770;word-break:break-all">${escapeHtml(action.url)}</p>`,
        ]
      : []),
    `<hr style="border:0;border-top:1px solid #dde3e8"><p style="font-size:13px;color:#5b6770">${escapeHtml(footer)}</p>`,
    '</body></html>',
  ].join('\n')
  return { subject, text, html }
}

/** Escapes text for HTML content and attribute values. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
