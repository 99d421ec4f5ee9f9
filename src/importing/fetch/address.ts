/**
 * Which addresses a connector may open: public ones (IANA's special-purpose registries, RFC 6890), so that no answer of
 * DNS and no redirect leads into the network this server is in.
 */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

const special = new BlockList()
for (const range of `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`.split(
  /\s+/,
)) {
  const [network, prefix] = range.split('/')
  special.addSubnet(network!, Number(prefix))
}
/** Of IPv6, global unicast without what carries IPv4 inside of it: everything else is special. */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const carried6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  carried6.addSubnet(network, prefix, 'ipv6')

export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address)
  return family === 6 && global6.check(address, 'ipv6') && !carried6.check(address, 'ipv6')
}

export interface Address {
  address: string
  family: number
}

/**
 * The address to connect to; all that the name has are looked at, since any of them could be taken.
 * @throws Error where one of them is not public, unless `anyAddress`
 */
export async function resolve(host: string, anyAddress: boolean): Promise<Address> {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const found = family ? [{ address: bare, family }] : await lookup(bare, { all: true })
  const inside = found.find(({ address }) => !isPublic(address))
  if (inside && !anyAddress)
    throw new Error(`${host} is at ${inside.address}, which is no public address; it is not opened`)
  if (!found[0]) throw new Error(`${host} has no address`)
  return found[0]
}
