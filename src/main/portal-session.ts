import { z } from 'zod'

/** Where a server answers, and by what address its pages are known. */
export interface ServerAddress {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string
  /** The origin of its pages, which a browser would send. */
  readonly origin: string
}

interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD'
  readonly body?: unknown
}

/** Somebody who uses the portal's own interface, as a browser does. */
export interface PortalSession {
  /** Asks for JSON. @throws an error with the server's own sentence */
  ask<Answer>(schema: z.ZodType<Answer>, path: string, question?: Question): Promise<Answer>
  /** As `ask`; undefined where the server says that there is no such thing. */
  find<Answer>(schema: z.ZodType<Answer>, path: string): Promise<Answer | undefined>
  /** Asks for a change that is answered without words. */
  tell(path: string, body?: unknown): Promise<void>
  /** Sends a whole file by the protocol tus 1.0.0. */
  upload(request: { readonly dataset: string; readonly name: string; readonly bytes: Uint8Array }): Promise<void>
}

const Problem = z.object({ detail: z.string() }).or(z.object({ message: z.string() }).transform(({ message }) => ({ detail: message })))
const API = '/api/v1'

/** A session without an account. */
export function visitPortal({ address, origin }: ServerAddress): PortalSession {
  return sessionWith(async (path, init) => fetch(`${address}${path}`, { ...init, headers: { ...init.headers, origin } }))
}

/** Signs in with e-mail and password. @throws an error with the server's own sentence */
export async function signIn({ address, origin }: ServerAddress, { email, password }: { readonly email: string; readonly password: string }): Promise<PortalSession> {
  const answer = await fetch(`${address}/api/auth/sign-in/email`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) })
  if (!answer.ok) throw await faultOf(answer)
  await answer.body?.cancel()
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]).join('; ')
  return sessionWith(async (path, init) => fetch(`${address}${path}`, { ...init, headers: { ...init.headers, origin, cookie } }))
}

interface Sent {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

function sessionWith(send: (path: string, init: Sent) => Promise<Response>): PortalSession {
  function put(path: string, { method = 'GET', body }: Question): Promise<Response> {
    return send(`${API}${path}`, { method, ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
  }
  return {
    async ask(schema, path, question = {}) {
      const answer = await put(path, question)
      if (!answer.ok) throw await faultOf(answer)
      return schema.parse(await answer.json())
    },
    async find(schema, path) {
      const answer = await put(path, {})
      if (answer.ok) return schema.parse(await answer.json())
      if (answer.status !== 404) throw await faultOf(answer)
      await answer.body?.cancel()
      return undefined
    },
    async tell(path, body) {
      const answer = await put(path, { method: 'POST', body })
      if (!answer.ok) throw await faultOf(answer)
      await answer.body?.cancel()
    },
    async upload({ dataset, name, bytes }) {
      const tus = { 'tus-resumable': '1.0.0' }
      const metadata = Object.entries({ dataset, filename: name }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',')
      const begun = await send(`${API}/uploads`, { method: 'POST', headers: { ...tus, 'upload-length': String(bytes.byteLength), 'upload-metadata': metadata } })
      if (!begun.ok) throw await faultOf(begun)
      await begun.body?.cancel()
      const sent = await send(new URL(begun.headers.get('location') ?? '', 'http://server').pathname, { method: 'PATCH', headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, body: Uint8Array.from(bytes) })
      if (!sent.ok) throw await faultOf(sent)
      await sent.body?.cancel()
    },
  }
}

async function faultOf(answer: Response): Promise<Error> {
  const problem = Problem.safeParse(await answer.json().catch(() => undefined))
  return new Error(`The server answered ${answer.status}${problem.success ? `: ${problem.data.detail}` : ''}`)
}
