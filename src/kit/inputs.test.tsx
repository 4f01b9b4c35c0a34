import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import type { Money } from '../kernel/money.ts'
import { DayInput, MoneyInput, TimeInput } from './inputs.tsx'
import { renderKit } from './testing/render.tsx'

function Times({ report }: { report(time: string | null): void }) {
  const [time, setTime] = useState<string | null>('08:00')
  const change = (next: string | null) => {
    setTime(next)
    report(next)
  }
  return <TimeInput label="Uhrzeit" value={time} onChange={change} />
}

test('a time is understood on leaving the field; what is not understood stays and is named', async () => {
  const user = userEvent.setup()
  const told: (string | null)[] = []
  renderKit(<Times report={(time) => told.push(time)} />)
  const input = screen.getByLabelText<HTMLInputElement>('Uhrzeit')
  await user.clear(input)
  await user.type(input, '930')
  await user.tab()
  expect(told).toEqual(['09:30'])
  expect(input.value).toBe('09:30')
  await user.clear(input)
  await user.type(input, '25 Uhr')
  await user.tab()
  expect(told).toEqual(['09:30'])
  expect(input.value).toBe('25 Uhr')
  expect(screen.getByText('Das ist keine Uhrzeit. Schreibe sie als HH:MM.')).toBeDefined()
})

test('an amount is kept in cents and shown as the language writes it', async () => {
  const user = userEvent.setup()
  const told: (Money | null)[] = []
  renderKit(
    <MoneyInput
      label="Betrag"
      value={{ cents: 5, currency: 'EUR' }}
      onChange={(money) => told.push(money)}
    />,
  )
  const input = screen.getByLabelText<HTMLInputElement>('Betrag')
  expect(input.value).toBe('0,05\u00a0€')
  await user.clear(input)
  await user.type(input, '1.234,56')
  await user.tab()
  await user.clear(input)
  await user.tab()
  expect(told).toEqual([{ cents: 123_456, currency: 'EUR' }, null])
})

test('a day may be typed the German way', async () => {
  const user = userEvent.setup()
  const told: (string | null)[] = []
  renderKit(<DayInput label="Tag" value={null} onChange={(day) => told.push(day)} />)
  await user.type(screen.getByLabelText('Tag'), '24.12.2026')
  await user.tab()
  expect(told.at(-1)).toBe('2026-12-24')
})
