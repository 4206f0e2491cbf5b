import { BlockList, isIP } from 'node:net'

/** What is not the public internet, from IANA's registries of special-purpose addresses (RFC 6890 and its successors). */
const NOT_PUBLIC: readonly (readonly [address: string, bits: number])[] = [
  // This network, private, shared, loopback, link-local (where clouds answer for metadata), protocol assignments, documentation
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  // 6to4 relays, private, benchmarks, documentation, multicast, reserved and broadcast
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
  // Addresses of clouds for metadata that lie among the public ones
  ['168.63.129.16', 32], ['100.100.100.200', 32],
]

const NOT_PUBLIC_6: readonly (readonly [address: string, bits: number])[] = [
  // Of IPv6, 2000::/3 is all that is given out; within it: Teredo, benchmarks, ORCHID, documentation, 6to4
  ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20],
]

const notPublic = new BlockList()
for (const [address, bits] of NOT_PUBLIC) notPublic.addSubnet(address, bits, 'ipv4')
const notPublic6 = new BlockList()
for (const [address, bits] of NOT_PUBLIC_6) notPublic6.addSubnet(address, bits, 'ipv6')
const givenOut6 = new BlockList()
givenOut6.addSubnet('2000::', 3, 'ipv6')

/** Whether an address, as four numbers or in IPv6's form, belongs to the public internet. One that holds another, as `::ffff:10.0.0.1` does, never does. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !notPublic.check(address, 'ipv4')
  if (kind !== 6 || address.includes('%')) return false
  return givenOut6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
}
