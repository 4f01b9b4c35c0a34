import ipaddr from 'ipaddr.js'

/**
 * The address a request came from. `X-Forwarded-For` is written by whoever sends the request, so it is believed only
 * when the connection comes from a machine of our own (loopback or private: the reverse proxy), and there only its
 * last public entry: the one that proxy has seen itself. Null when the connection has no readable address.
 */
export function clientAddressOf(
  peer: string | undefined,
  forwardedFor: string | null | undefined,
): string | null {
  const direct = addressIn(peer)
  if (direct === null || isPublic(direct) || !forwardedFor) return direct?.toString() ?? null
  const behind = forwardedFor
    .split(',')
    .reverse()
    .map((part) => addressIn(part.trim()))
    .find((address) => address !== null && isPublic(address))
  return (behind ?? direct).toString()
}

/**
 * The network that limits are counted by: /24 of an IPv4 address, /64 of an IPv6 address, which is what one customer
 * has for the taking. `none` for an unknown address.
 */
export function networkOf(address: string | null): string {
  const parsed = addressIn(address ?? undefined)
  if (parsed === null) return 'none'
  return parsed instanceof ipaddr.IPv4
    ? `${parsed.octets.slice(0, 3).join('.')}.0/24`
    : `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
}

// `process` makes IPv4 of an IPv4-mapped IPv6 address, as dual-stack sockets report it.
function addressIn(text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (text === undefined) return null
  const bare = text.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === 'unicast'
}
