import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { z } from 'zod'
import { Refusal } from '../kernel/refusal.ts'
import type { Language } from '../kernel/text/text.ts'
import { useLanguage } from './language.tsx'
import { issueMessage, issueOfField } from './refusal.ts'

type Values = Record<string, unknown>

/**
 * A form that is checked by the very schema the server uses, with errors in the reader's language.
 * `const form = useZodForm(NewPiece, { title: '' })`, `<TextInput {...form.getInputProps('title')} />`,
 * `<form onSubmit={form.submit((values) => client.piece.create(values))}>`: validates, then sends. Fields the server
 * objects to are marked like the browser's own; everything else it refuses is kept in `form.refusal`.
 */
export function useZodForm<S extends z.ZodType<unknown, Values>>(schema: S, initialValues: z.input<S>) {
  const language = useLanguage()
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const form = useForm<z.input<S>>({
    mode: 'controlled',
    initialValues,
    validate: (values) => fieldErrors(schema, values, language),
  })

  const send = async (values: z.input<S>, call: (values: z.input<S>) => Promise<unknown>) => {
    setRefusal(null)
    setSending(true)
    try {
      await call(values)
    } catch (error) {
      const fields = serverErrors(error, form.values, language)
      form.setErrors(fields)
      if (Object.keys(fields).length === 0) setRefusal(error)
    } finally {
      setSending(false)
    }
  }
  const submit = (call: (values: z.input<S>) => Promise<unknown>) =>
    form.onSubmit((values) => send(values, call))
  return { ...form, refusal, isSending, submit }
}

/** What is wrong with the values, by path (`slot.date`); the first word on each field. Empty when all is well. */
export function fieldErrors(schema: z.ZodType, values: unknown, language: Language): Record<string, string> {
  const parsed = schema.safeParse(values)
  if (parsed.success) return {}
  const errors: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String).join('.')
    const detail = issue as { minimum?: number; maximum?: number; format?: string; origin?: string }
    errors[path] ??= issueMessage(
      { ...detail, code: issue.code, message: issue.message, input: valueAt(values, issue.path) },
      language,
    )
  }
  return errors
}

// Only paths the form knows become field errors; the rest would be invisible.
function serverErrors(error: unknown, values: unknown, language: Language): Record<string, string> {
  if (!(error instanceof Refusal)) return {}
  const shown = error.fields.filter((field) => valueAt(values, field.path.split('.')) !== undefined)
  return Object.fromEntries(shown.map((field) => [field.path, issueMessage(issueOfField(field), language)]))
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  let node = values
  for (const part of path) node = (node as Record<PropertyKey, unknown> | null | undefined)?.[part]
  return node
}
