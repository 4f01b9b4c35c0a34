import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unstorableIn } from './storable.rules.ts'

it.each([
  ['vor\u0000nach', []],
  ['\uD800', []],
  [{ title: 'gut', rows: [{ text: 'gut' }, { text: 'x\uDFFF' }] }, ['rows', '1', 'text']],
  [{ ['\u0000']: 1 }, ['']],
  [{ deep: { ['a\uD800']: 'x' } }, ['deep', '']],
])('%j cannot be kept', (input, path) => {
  expect(unstorableIn(input)).toEqual(path)
})

it.each([
  null,
  undefined,
  7,
  true,
  '',
  'ä€👩‍👩‍👧‍👦',
  [[]],
  { a: [{ b: null }] },
  new Date(),
  new File(['\u0000'], 'a.bin'),
])('%j can be kept', (input) => {
  expect(unstorableIn(input)).toBeNull()
})

it('agrees with what JSON can carry through a database', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = JSON.stringify(value)
      if (!/\\u0000|\\ud[89a-f]/i.test(written)) expect(unstorableIn(value)).toBeNull()
    }),
  )
})
