import { TextInput } from '@mantine/core'
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Day } from '../kernel/calendar.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Language } from '../kernel/text/text.ts'
import { fieldErrors, useZodForm } from './form.ts'
import { RefusalNote } from './Notes.tsx'
import { renderKit } from './testing/render.tsx'

const Person = z.object({ name: z.string().trim().min(1).max(5), email: z.email() })

function Form({ send }: { send(values: z.input<typeof Person>): Promise<unknown> }) {
  const form = useZodForm(Person, { name: '', email: '' })
  return (
    <form onSubmit={form.submit(send)} noValidate>
      <TextInput label="Name" {...form.getInputProps('name')} />
      <TextInput label="E-Mail" {...form.getInputProps('email')} />
      <RefusalNote error={form.refusal} />
      <button type="submit">los</button>
    </form>
  )
}

async function fillAndSend(
  send: (values: z.input<typeof Person>) => Promise<unknown>,
  language: Language = 'de',
) {
  const user = userEvent.setup()
  renderKit(<Form send={send} />, language)
  await user.type(screen.getByLabelText('Name'), 'Anna')
  await user.type(screen.getByLabelText('E-Mail'), 'anna@example.org')
  await user.click(screen.getByRole('button'))
}

test('the schema of the server speaks at the fields, and nothing is sent', async () => {
  const sent: unknown[] = []
  const user = userEvent.setup()
  renderKit(<Form send={async (values) => sent.push(values)} />)
  await user.type(screen.getByLabelText('E-Mail'), 'anna@')
  await user.click(screen.getByRole('button'))
  expect(await screen.findByText('Bitte ausfüllen.')).toBeDefined()
  expect(screen.getByText('Das ist keine E-Mail-Adresse.')).toBeDefined()
  expect(sent).toEqual([])
})

test('good values are sent', async () => {
  const sent: unknown[] = []
  await fillAndSend(async (values) => sent.push(values))
  await expect.poll(() => sent).toEqual([{ name: 'Anna', email: 'anna@example.org' }])
})

test('a field the server objects to is marked where it stands', async () => {
  await fillAndSend(async () => {
    throw new Refusal('request.invalid', 'invalid', {}, [
      { path: 'name', code: 'too_big', params: { maximum: 3 } },
    ])
  })
  expect(await screen.findByText('Höchstens 3 Zeichen.')).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('any other refusal is said above the button, in the language of the reader', async () => {
  await fillAndSend(async () => {
    throw new Refusal('request.unreachable', 'unavailable')
  }, 'en')
  expect((await screen.findByRole('alert')).textContent).toBe('The server cannot be reached right now.')
})

test('errors name what is wrong: length, count, choice, day', () => {
  const Many = z.object({
    title: z.string().min(3).max(10),
    tags: z.array(z.string()).min(1).max(2),
    kind: z.enum(['a', 'b']),
    on: Day,
    count: z.int().min(1).max(9),
  })
  const low = fieldErrors(Many, { title: 'x', tags: [], kind: 'c', on: '2026-02-31', count: 0 }, 'de')
  expect(low).toEqual({
    title: 'Mindestens 3 Zeichen.',
    tags: 'Mindestens einen Eintrag auswählen.',
    kind: 'Bitte einen der angebotenen Werte wählen.',
    on: 'Diesen Tag gibt es nicht. Schreibe ihn als TT.MM.JJJJ.',
    count: 'Mindestens 1.',
  })
  const high = fieldErrors(
    Many,
    { title: 'x'.repeat(11), tags: ['a', 'b', 'c'], kind: 'a', on: '2026-02-28', count: 10 },
    'en',
  )
  expect(high).toEqual({ title: 'At most 10 characters.', tags: 'At most 2 entries.', count: 'At most 9.' })
  expect(
    fieldErrors(Many, { title: 'gut so', tags: ['a'], kind: 'a', on: '2026-02-28', count: 3 }, 'de'),
  ).toEqual({})
})
