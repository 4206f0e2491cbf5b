import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Refusal } from '#platform/refusal.ts'

/** A server that takes requests. */
export interface Listening {
  readonly port: number
  /** Takes no more, finishes those in hand, and cuts off what is not finished in time. */
  stop(limits?: { readonly limitSeconds?: number }): Promise<void>
}

/** A piece of an upload takes long on a slow line; whoever only sends headers slowly is cut off. */
const TIMES = { requestTimeout: 3_600_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 }

const LOOK_MILLISECONDS = 50

/**
 * Listens for requests. Port 0 takes any that is free.
 *
 * @throws {Refusal} `conflict` when the port is taken, `wrong-use` when it cannot be listened on
 */
export async function listen(fetch: (request: Request, bindings: object) => Response | Promise<Response>, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createAdaptorServer({ fetch, serverOptions: TIMES })
  if (!(server instanceof Server)) throw new Error('The server speaks another protocol than HTTP/1.1')
  let isStopping = false
  server.on('request', (_: IncomingMessage, outgoing: ServerResponse) => { if (isStopping) outgoing.setHeader('connection', 'close') })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault) => { reject(refusalFor(fault, port)) })
    server.listen(port, host, resolve)
  })
  const place = server.address()
  return {
    port: typeof place === 'object' && place !== null ? place.port : port,
    async stop({ limitSeconds = 10 } = {}) {
      isStopping = true
      const closed = new Promise<'closed'>((resolve) => { server.close(() => { resolve('closed') }) })
      const over = Date.now() + limitSeconds * 1000
      // A connection that is kept alive falls idle after its answer, so they are looked through again and again.
      for (;;) {
        server.closeIdleConnections()
        const state = await Promise.race([closed, wait(LOOK_MILLISECONDS)])
        if (state === 'closed') return
        if (Date.now() >= over) break
      }
      server.closeAllConnections()
      await closed
    },
  }
}

function refusalFor(fault: Error, port: number): Error {
  const code = 'code' in fault ? fault.code : undefined
  if (code === 'EADDRINUSE') return new Refusal('conflict', `Another program listens on port ${port}; end it, or set PORT to another`, { cause: fault })
  if (code === 'EACCES') return new Refusal('wrong-use', `Port ${port} is for privileged programs only; set PORT to 1024 or above`, { cause: fault })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new Refusal('wrong-use', 'This machine has no such address; set HOST to one it has, such as 127.0.0.1 or 0.0.0.0', { cause: fault })
  return fault
}
