import { type Clock, systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Mail } from '#platform/mail/mail.ts'
import { newIds } from '#platform/new-id.ts'
import type { OidcProvider } from './oidc-provider.ts'
import { type Auth, openAuth } from './open-auth.ts'
import type { PeopleTables } from './people-tables.ts'
import type { PeopleNeeds } from './people-needs.ts'
import { principalOf } from './principal-of.ts'
import type { Principal } from './principal.ts'

export const PUBLIC_URL = 'http://dam.example.org'
export const PASSWORD = 'vK8#mQ2x!Lp느티'

type SentHeaders = Headers | Readonly<Record<string, string>>

/** A portal's sign-in on a test's database, with the letters it sent. */
export interface TestPeople {
  readonly auth: Auth
  readonly letters: Mail[]
  readonly faults: unknown[]
  readonly needs: PeopleNeeds
  browser(): Browser
  principalOf(headers: SentHeaders): Promise<Principal>
  /** A person who signed up and verified the address; signed in. */
  join(name: string, email?: string): Promise<{ browser: Browser; personId: string; email: string; principal: () => Promise<Principal> }>
}

/** Keeps cookies as a browser does, and names itself as one. */
export interface Browser {
  readonly cookies: Map<string, string>
  readonly headers: () => Headers
  post(path: string, body: object, more?: SentHeaders): Promise<Response>
  get(path: string): Promise<Response>
}

/** Opens signing in on a database of a test. */
export function openTestPeople(database: Database, { providers = [], publicUrl = PUBLIC_URL, clock = systemClock, authorise = () => {} }: { providers?: readonly OidcProvider[]; publicUrl?: string; clock?: Clock; authorise?: PeopleNeeds['authorise'] } = {}): TestPeople {
  const letters: Mail[] = []
  const faults: unknown[] = []
  const newId = newIds({ clock })
  const enqueueMail = async (mail: Mail) => { letters.push(mail) }
  const auth = openAuth({ database, clock, newId, enqueueMail, publicUrl, secret: 'k'.repeat(43), providers, report: (fault) => { faults.push(fault) } })
  const needs = { database, clock, newId, timeZone: 'Asia/Seoul', publicUrl, enqueueMail, authorise }
  const browser = () => openBrowser(auth, publicUrl)
  const principal = (headers: SentHeaders) => principalOf(new Headers(headers), { queries: database.queries, auth, clock, timeZone: 'Asia/Seoul' })
  return {
    auth, letters, faults, needs, browser, principalOf: principal,
    async join(name, email = `${name.toLowerCase().replaceAll(/\W/g, '-')}@example.org`) {
      const own = browser()
      await expectOk(own.post('/sign-up/email', { name, email, password: PASSWORD }))
      const { id } = await database.queries.withTables<PeopleTables>().updateTable('person').set({ email_verified: true }).where('email', '=', email).returning('id').executeTakeFirstOrThrow()
      await expectOk(own.post('/sign-in/email', { email, password: PASSWORD }))
      return { browser: own, personId: id, email, principal: () => principal(own.headers()) }
    },
  }
}

function openBrowser(auth: Auth, publicUrl: string): Browser {
  const cookies = new Map<string, string>()
  const headers = () => new Headers(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') })
  async function send(path: string, request: RequestInit, more: SentHeaders = {}): Promise<Response> {
    const all = headers()
    all.set('origin', publicUrl)
    all.set('user-agent', 'Test browser')
    all.set('content-type', 'application/json')
    new Headers(more).forEach((value, name) => { all.set(name, value) })
    const url = path.startsWith('http') ? path : `${publicUrl}/api/auth${path}`
    const answer = await auth.handle(new Request(url, { ...request, headers: all }), '192.0.2.7')
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return { cookies, headers, post: (path, body, more) => send(path, { method: 'POST', body: JSON.stringify(body) }, more), get: (path) => send(path, { method: 'GET' }) }
}

async function expectOk(asking: Promise<Response>): Promise<void> {
  const answer = await asking
  if (!answer.ok) throw new Error(`The sign-in answered ${answer.status}: ${await answer.text()}`)
}
