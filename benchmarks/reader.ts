import { Agent, get, type IncomingHttpHeaders } from 'node:http'

/** An answer to its last byte. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly milliseconds: number
}

/** Somebody with one connection, which is kept alive. */
export interface Reader {
  /** @throws {Error} where the connection broke, or no whole answer came in time */
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  close(): void
}

const MOST_MILLISECONDS = 30_000

/** Opens a reader of a server such as `http://127.0.0.1:8080`. */
export function openReader(address: string): Reader {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    ask: (path, headers = {}) => new Promise((resolve, reject) => {
      const began = performance.now()
      const tooLate = AbortSignal.timeout(MOST_MILLISECONDS)
      const request = get(`${address}${path}`, { agent, headers: { 'accept-encoding': 'gzip, br', ...headers }, signal: tooLate }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => { chunks.push(chunk) })
        answer.on('error', reject)
        answer.on('end', () => { resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks), milliseconds: performance.now() - began }) })
      })
      request.on('error', reject)
    }),
    close() { agent.destroy() },
  }
}
