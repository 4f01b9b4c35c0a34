import { expect, it } from 'vitest'
import { addressAfterSignIn } from './returnTo.rules.ts'

it.each(['/w/muster/plan?view=week', '/invitation/abc', '/'])('%s is gone on to', (address) => {
  expect(addressAfterSignIn(address)).toBe(address)
})
it.each([
  'https://boese.test/',
  '//boese.test/',
  '/\\boese.test',
  '\\\\boese.test',
  'javascript:alert(1)',
  '/a\nb',
  '/sign-in?returnTo=/sign-in',
  '',
  undefined,
  7,
])('%s leads to the start page', (address) => {
  expect(addressAfterSignIn(address)).toBe('/')
})
