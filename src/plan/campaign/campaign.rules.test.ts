import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utmNameFrom, whyNotSpan } from './campaign.rules.ts'
import { UtmName } from './campaign.schema.ts'

test('the name in links follows from the name', () => {
  expect(utmNameFrom('Frühling 2027!')).toBe('fruehling-2027')
  expect(utmNameFrom('  Größe & Maß ')).toBe('groesse-mass')
  expect(utmNameFrom('…')).toBe('kampagne')
})

test('the name in links is fit for a link, whatever the name is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      (name) => UtmName.safeParse(utmNameFrom(name)).success,
    ),
  )
})

test('a campaign does not end before it starts', () => {
  expect(whyNotSpan('2026-12-01', '2026-11-30')).toBe('campaign.ends_before_start')
  expect(whyNotSpan('2026-12-01', '2026-12-01')).toBeNull()
  expect(whyNotSpan(null, '2026-11-30')).toBeNull()
})
