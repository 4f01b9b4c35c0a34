import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Day } from '../kernel/calendar.ts'
import { FilterBar, filtersIn } from './FilterBar.tsx'
import { renderKit } from './testing/render.tsx'

const Filter = z.object({
  text: z.string().max(20).optional(),
  status: z.array(z.enum(['idea', 'published'])).optional(),
  from: Day.optional(),
})

test('one wrong parameter in the address does not lose the others', () => {
  const search = { text: 'messe', status: ['idea', 'nonsense'], from: '2026-02-31', foreign: 1 }
  expect(filtersIn(Filter, search)).toEqual({ text: 'messe' })
  expect(filtersIn(Filter, { status: ['idea'], from: '2026-02-28' })).toEqual({
    status: ['idea'],
    from: '2026-02-28',
  })
  expect(filtersIn(Filter, {})).toEqual({})
})

test('typing searches after a pause, resetting takes every filter away', async () => {
  const user = userEvent.setup()
  const changes: Record<string, unknown>[] = []
  renderKit(
    <FilterBar
      fields={[
        { key: 'text', kind: 'text', label: 'Suchen' },
        { key: 'late', kind: 'flag', label: 'Überfällig' },
      ]}
      values={{ text: '', late: true }}
      onChange={(change) => changes.push(change)}
    />,
  )
  await user.type(screen.getByRole('searchbox', { name: 'Suchen' }), 'messe')
  await expect.poll(() => changes).toEqual([{ text: 'messe' }])
  await user.click(screen.getByRole('switch', { name: 'Überfällig' }))
  expect(changes.at(-1)).toEqual({ late: false })
  await user.click(screen.getByRole('button', { name: 'Filter zurücksetzen' }))
  expect(changes.at(-1)).toEqual({ text: undefined, late: undefined })
})
