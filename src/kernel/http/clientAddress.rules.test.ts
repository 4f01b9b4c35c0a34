import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddressOf, networkOf } from './clientAddress.rules.ts'

describe('the address of a request', () => {
  it.each([
    ['203.0.113.9', null, '203.0.113.9'],
    ['::ffff:198.51.100.7', null, '198.51.100.7'],
    ['2a01:4f8:1:2::3', null, '2a01:4f8:1:2::3'],
    // A stranger cannot choose an address for themselves.
    ['8.8.8.8', '1.1.1.1', '8.8.8.8'],
    // Our proxy appends what it saw; what stands before may be invented.
    ['127.0.0.1', '1.1.1.1, 8.8.4.4', '8.8.4.4'],
    ['10.0.0.2', '8.8.4.4, 10.0.0.9', '8.8.4.4'],
    ['172.18.0.3', '[2a01:4f8::1]:4711', '2a01:4f8::1'],
    ['127.0.0.1', '8.8.4.4:5123', '8.8.4.4'],
    ['127.0.0.1', 'unknown, <script>', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    [undefined, '8.8.8.8', null],
  ])('%s with X-Forwarded-For %s is %s', (peer, forwarded, expected) => {
    expect(clientAddressOf(peer, forwarded)).toBe(expected)
  })

  it('takes any header without failing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(clientAddressOf('127.0.0.1', header)).toBeTypeOf('string')
      }),
    )
  })
})

describe('the network of an address', () => {
  it.each([
    ['8.8.4.200', '8.8.4.0/24'],
    ['2a01:4f8:1:2:3:4:5:6', '2a01:4f8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    [null, 'none'],
  ])('%s is %s', (address, expected) => {
    expect(networkOf(address)).toBe(expected)
  })

  it('is the same for all addresses of a /24', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), (one, other) => {
        expect(networkOf(`8.8.4.${one}`)).toBe(networkOf(`8.8.4.${other}`))
      }),
    )
  })
})
