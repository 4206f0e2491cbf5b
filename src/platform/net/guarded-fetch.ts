import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Refusal } from '#platform/refusal.ts'
import { isPublicAddress } from './is-public-address.ts'

/** What is to be fetched, and how much of it at most. */
export interface GuardedRequest {
  readonly url: string
  readonly limitBytes: number
  /** For the whole of it, redirects and all. */
  readonly limitSeconds: number
}

/** Where names lead, and which addresses may be reached; a test has its own. */
export interface GuardedNeeds {
  readonly resolve?: (hostname: string) => Promise<readonly string[]>
  readonly isAllowed?: (address: string) => boolean
  readonly signal?: AbortSignal | undefined
}

/** What is being fetched. */
export interface Fetched {
  /** Where it came from in the end. */
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  /** As the server promises it. */
  readonly bytes: number | undefined
  readonly chunks: AsyncIterable<Uint8Array>
}

const MOST_REDIRECTS = 5
const IDLE_SECONDS = 30

/** Below 1024 lie mail, remote shells and the like; nobody publishes tables there. */
const FIRST_FREE_PORT = 1024

/**
 * Fetches a public file for somebody who may have named any address: never one of our own network.
 *
 * Each name is resolved once, all its addresses are checked, and the connection goes to one of these and to no other:
 * so an answer of DNS that changes in between changes nothing. Redirects are followed the same way, step by step.
 *
 * @throws {Refusal} `bad-input` for an address that is not fetched, or what is too large or breaks off; `not-found`
 *   for what is not there; `cancelled`. No message holds the address's query, which may be secret
 */
export async function guardedFetch({ url: address, limitBytes, limitSeconds }: GuardedRequest, needs: GuardedNeeds = {}): Promise<Fetched> {
  const limit = AbortSignal.timeout(limitSeconds * 1000)
  const signal = AbortSignal.any([limit, ...(needs.signal ? [needs.signal] : [])])
  const explain = (fault: unknown): never => {
    if (fault instanceof Refusal) throw fault
    if (needs.signal?.aborted) throw new Refusal('cancelled', 'The import was stopped', { cause: fault })
    if (limit.aborted) throw new Refusal('bad-input', `The file did not arrive within ${limitSeconds} seconds; fetch it by hand and upload it`, { cause: fault })
    throw new Refusal('not-found', 'The address could not be reached; check it, and whether it is public', { cause: fault })
  }
  let url = readAddress(address)
  for (let hop = 0; ; hop++) {
    const answer = await connect(url, signal, needs).catch(explain)
    const next = redirectOf(answer, url)
    if (next) {
      answer.destroy()
      if (hop === MOST_REDIRECTS) throw new Refusal('bad-input', `The address leads on more than ${MOST_REDIRECTS} times; name the last one`)
      url = next
      continue
    }
    return { url, headers: answer.headers, bytes: sizeOf(answer, limitBytes), chunks: limited(answer, limitBytes, signal, explain) }
  }
}

/** An address that may be asked for, before anybody knows where its name leads. @throws {Refusal} `bad-input` */
export function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Refusal('bad-input', 'That is no address of a file; write https://host/path/file.csv')
  if (url.username !== '' || url.password !== '') throw new Refusal('bad-input', 'The address holds a name or a password; use one without')
  if (url.port !== '' && Number(url.port) < FIRST_FREE_PORT) throw new Refusal('bad-input', `Nothing is fetched from port ${url.port}; use an address without a port`)
  return url
}

/** Asks one server, at an address that was checked. */
async function connect(url: URL, signal: AbortSignal, { resolve = resolveByDns, isAllowed = isPublicAddress }: GuardedNeeds): Promise<IncomingMessage> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(hostname) === 0 ? await resolve(hostname) : [hostname]
  // One that is not public is enough: a name that leads inside by one of its addresses is no public one.
  if (addresses.length === 0 || !addresses.every((one) => isAllowed(one))) throw new Refusal('bad-input', 'The address does not lead to a public server; nothing is fetched from networks inside')
  signal.throwIfAborted()
  const [first = ''] = addresses
  const lookup: LookupFunction = (_name, options, done) => {
    if (options.all) done(null, addresses.map((one) => ({ address: one, family: isIP(one) })))
    else done(null, first, isIP(first))
  }
  const ask = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((answered, failed) => {
    const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'datadam' }
    // No agent: its sockets would be shared with requests whose address nobody checked, and it might go through a proxy.
    const asking = ask(url, { agent: false, lookup, signal, headers, timeout: IDLE_SECONDS * 1000 })
    asking.on('socket', (socket) => {
      socket.on('connect', () => {
        const { remoteAddress = '' } = socket
        if (!addresses.includes(remoteAddress) && !isAllowed(remoteAddress)) asking.destroy(new Error('The connection went to another address than the one that was checked'))
      })
    })
    asking.on('timeout', () => { asking.destroy(new Error(`Nothing came for ${IDLE_SECONDS} seconds`)) })
    asking.on('error', failed)
    asking.on('response', answered)
    asking.end()
  })
}

async function resolveByDns(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

/** Where an answer leads on to; undefined when it is the file itself. */
function redirectOf(answer: IncomingMessage, from: URL): URL | undefined {
  const { statusCode = 0, headers: { location } } = answer
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== undefined) {
    const next = URL.canParse(location, from.href) ? readAddress(new URL(location, from.href).href) : undefined
    if (next && !(from.protocol === 'https:' && next.protocol === 'http:')) return next
    answer.destroy()
    throw new Refusal('bad-input', 'The address leads on to one that is not safe to follow; name the last one')
  }
  if (statusCode === 200) return undefined
  answer.destroy()
  throw new Refusal('not-found', `The server answered with status ${statusCode} where 200 is expected; check the address and whether it is public`)
}

function sizeOf(answer: IncomingMessage, limitBytes: number): number | undefined {
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = answer.headers
  if (encoding !== 'identity') {
    answer.destroy()
    throw new Refusal('bad-input', 'The server packs the file on its way although it was asked not to; fetch it by hand and upload it')
  }
  if (length === undefined) return undefined
  if (Number(length) <= limitBytes) return Number(length)
  answer.destroy()
  throw tooLarge(limitBytes)
}

async function* limited(answer: IncomingMessage, limitBytes: number, signal: AbortSignal, explain: (fault: unknown) => never): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of answer) {
      if (!(chunk instanceof Uint8Array)) throw new Error('The answer came as text')
      bytes += chunk.byteLength
      if (bytes > limitBytes) throw tooLarge(limitBytes)
      yield chunk
    }
  } catch (fault) {
    if (!(fault instanceof Refusal) && !signal.aborted) throw new Refusal('bad-input', 'The file broke off before its end; try again', { cause: fault })
    explain(fault)
  } finally {
    answer.destroy()
  }
}

function tooLarge(limitBytes: number): Refusal {
  return new Refusal('bad-input', `The file is larger than ${limitBytes / 1e9} GB; fetch it by hand and upload it in parts`)
}
