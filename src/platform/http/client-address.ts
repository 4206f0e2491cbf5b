import { BlockList, isIP, isIPv6 } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import type { Door } from './door.ts'

/** What the server hands on beside a request; a request made in a test has none of it. */
interface Bindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } }
}

const UNKNOWN = 'unknown'

/**
 * Sets the address that a request came from: that of the socket, or, when that is a proxy we were told to trust, the last
 * address of `X-Forwarded-For` that is none. Whatever a client wrote before it is not believed.
 *
 * @param trustedProxies addresses, or networks such as `10.0.0.0/8`
 */
export function readClientAddress({ trustedProxies }: { trustedProxies: readonly string[] }): MiddlewareHandler<Door> {
  const trusted = networksOf(trustedProxies)
  return async (c, next) => {
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => plainAddress(hop.trim())).filter((hop) => isIP(hop) !== 0)
    let address = socketAddress(c)
    while (address !== UNKNOWN && isIn(trusted, address)) {
      const hop = hops.pop()
      if (hop === undefined) break
      address = hop
    }
    c.set('address', address)
    await next()
  }
}

/** Whether a request came over this machine's own loopback, and through no proxy: a proxy beside us speaks from there for the whole world. */
export function isFromThisMachine(c: Context<Door>): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => c.req.header(name) !== undefined)
  return !isForwarded && isIn(networksOf(['127.0.0.0/8', '::1']), socketAddress(c))
}

/** Whether it can be read as an address or a network. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32))
}

function networksOf(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', prefix] = text.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

function isIn(list: BlockList, address: string): boolean {
  return isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

function socketAddress(c: Context<Door>): string {
  const { incoming }: Bindings = c.env ?? {}
  return plainAddress(incoming?.socket.remoteAddress ?? UNKNOWN)
}

/** An IPv4 address that came through an IPv6 socket is written as what it is. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
