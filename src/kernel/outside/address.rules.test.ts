import { describe, expect, it } from 'vitest'
import {
  isAllowedHost,
  isPublicAddress,
  isSameParty,
  parseAllowedHosts,
  whyNotAddress,
} from './address.rules.ts'

const closed = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.1.2.3 127.255.255.255
  168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1
  192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.4 224.0.0.1
  239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::127.0.0.1 ::a00:1 ::ffff:127.0.0.1 ::ffff:7f00:1
  ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1
  2001::1 2001:0:7f00:1:: 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 3fff::1 5f00::1 fc00::1
  fd00:ec2::254 fd12:3456::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 feff::1 ff02::1 4000::1 8000::1
  localhost metadata.google.internal 127.0.0 1.2.3.4.5 not-an-address`
  .trim()
  .split(/\s+/)

describe('R44: addresses that are never connected to', () => {
  it.each(closed)('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
  it.each([
    '93.184.216.34',
    '8.8.8.8',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('form of an address', () => {
  it.each([
    ['', 'outside.malformed'],
    ['www.example.org', 'outside.malformed'],
    ['http://', 'outside.malformed'],
    ['http://[::1', 'outside.malformed'],
    ['http://256.1.1.1/', 'outside.malformed'],
    ['file:///etc/passwd', 'outside.malformed'],
    ['data:text/html,hello', 'outside.malformed'],
    ['gopher://example.org/', 'outside.scheme'],
    ['ftp://example.org/', 'outside.scheme'],
    ['javascript:alert(1)', 'outside.malformed'],
    ['https://user:secret@example.org/', 'outside.credentials'],
    ['https://user@example.org/', 'outside.credentials'],
    ['http://example.org:22/', 'outside.port'],
    ['http://example.org:25/', 'outside.port'],
    ['http://example.org:5432/', 'outside.port'],
    ['http://example.org:6379/', 'outside.port'],
    ['http://example.org:0/', 'outside.port'],
  ])('%s is refused as %s', (address, code) => {
    expect(whyNotAddress(address)).toBe(code)
  })
  it.each(['http://example.org', 'https://example.org:8443/x?y=1', 'http://münchen.example/'])(
    '%s is fine',
    (address) => {
      expect(whyNotAddress(address)).toBeNull()
    },
  )
})

describe('what the operator opens', () => {
  const allowed = parseAllowedHosts('127.0.0.1:18080, Intranet.example')
  it('opens one port when a port is named', () => {
    expect(isAllowedHost(allowed, new URL('http://127.0.0.1:18080/x'))).toBe(true)
    expect(isAllowedHost(allowed, new URL('http://127.0.0.1:18081/x'))).toBe(false)
  })
  it('opens every port of a host named without one, in any case', () => {
    expect(isAllowedHost(allowed, new URL('https://INTRANET.example/'))).toBe(true)
    expect(isAllowedHost(allowed, new URL('http://intranet.example:8080/'))).toBe(true)
    expect(isAllowedHost(allowed, new URL('http://x.intranet.example/'))).toBe(false)
  })
  it('reads nothing from nothing', () => {
    expect(parseAllowedHosts(' ').size).toBe(0)
  })
})

describe('whom credentials belong to', () => {
  it.each([
    ['http://a.example/1', 'http://a.example/2', true],
    ['http://a.example/1', 'https://a.example/1', true],
    ['https://a.example/', 'https://www.a.example/', false],
    ['https://a.example/', 'https://a.example:8443/', false],
    ['http://a.example:8080/', 'https://a.example/', false],
  ])('%s to %s: %s', (from, to, same) => {
    expect(isSameParty(new URL(from), new URL(to))).toBe(same)
  })
})
