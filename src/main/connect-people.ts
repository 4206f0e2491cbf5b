import { join } from 'node:path'
import { loadOrCreateAuthSecret } from '#platform/auth/auth-secret.ts'
import { dayIn } from '#platform/auth/day-in.ts'
import { offerFirstOperator } from '#platform/auth/first-operator.ts'
import type { OidcProvider } from '#platform/auth/oidc-provider.ts'
import { openAuth } from '#platform/auth/open-auth.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { principalOf } from '#platform/auth/principal-of.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { type JobWork, workOn } from '#platform/jobs/work-on-jobs.ts'
import { type EnqueueMail, sendMail } from '#platform/mail/mail.ts'
import { openMail } from '#platform/mail/open-mail.ts'
import { isRecused } from '#kernels/rulebook/conflict-of-interest.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import type { Feature } from './api.ts'
import type { ServerParts } from './server-parts.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { authRoutes, type MeRoutesNeeds, peopleRoutes } from './people-routes.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { userRoutes } from './user-routes.ts'

/** What the environment settles about people. */
export interface PeopleSettings {
  /** A folder of letters in `home` where it is undefined. */
  readonly mailUrl: string | undefined
  /** As `Datadam <dam@example.org>` */
  readonly mailFrom: string
  /** Kept in `home` where it is undefined; several servers of one portal share it. */
  readonly authSecret: string | undefined
  readonly providers: readonly OidcProvider[]
  /** Whose days count for roles, such as Asia/Seoul. */
  readonly timeZone: string
}

type Parts = Pick<ServerParts, 'database' | 'clock' | 'log' | 'publicUrl' | 'newId'> & { readonly config: Pick<ServerParts['config'], 'home'>; readonly jobs: Pick<Jobs, 'enqueue'> }

/** People as the rest of the server needs them. */
export interface ConnectedPeople {
  /** Who waits for a person and what is unread is known to the catalogue, so it comes in here. */
  features(counts: Pick<MeRoutesNeeds, 'countUnread' | 'countWaiting'>): readonly Feature[]
  readonly works: readonly JobWork[]
  readonly enqueueMail: EnqueueMail
  whoAsks(request: Request): Promise<Principal>
  isRecused(request: { readonly personId: string; readonly objects: readonly string[] }, queries: Queries | Tx): Promise<boolean>
  /** The link that makes the first operator, as long as there is none. */
  readonly firstOperatorLink: string | undefined
  /** Where letters go: a folder, or a mail server. */
  readonly mailDestination: string
}

/** The jobs about people, to be named when the jobs are opened. */
export const PEOPLE_JOBS = [sendMail]

/** Opens mail and signing in, and joins them with the rule book. */
export async function connectPeople({ config, database, jobs, clock, log, publicUrl, newId }: Parts, { mailUrl, mailFrom, authSecret, providers, timeZone }: PeopleSettings): Promise<ConnectedPeople> {
  const mail = openMail({ ...(mailUrl === undefined ? { folder: join(config.home, 'mail') } : { url: mailUrl }), from: mailFrom }, { clock })
  const enqueueMail: EnqueueMail = async (letter, tx) => { await jobs.enqueue(sendMail, letter, tx) }
  const secret = authSecret ?? await loadOrCreateAuthSecret(join(config.home, 'keys', 'sign-in.key'))
  const auth = openAuth({ database, clock, newId, enqueueMail, publicUrl, secret, providers, report: (fault) => { log.fault(fault) } })
  const needs = { database, clock, newId, timeZone, publicUrl, enqueueMail, authorise, auth }
  const token = await offerFirstOperator({}, { database, clock })
  return {
    features: (counts) => [
      { path: '/api/auth', routes: authRoutes(needs) },
      ...[peopleRoutes({ ...needs, ...counts }), passkeyRoutes(needs), organisationRoutes(needs), userRoutes(needs)].map((routes) => ({ path: '/api/v1', routes })),
    ],
    works: [workOn(sendMail, (letter, { id }) => mail.send(letter, id))],
    enqueueMail,
    whoAsks: ({ headers }) => principalOf(headers, { queries: database.queries, auth, clock, timeZone }),
    isRecused: (request, queries) => isRecused({ ...request, today: dayIn(clock.now(), timeZone) }, queries),
    firstOperatorLink: token && `${publicUrl}/welcome?token=${token}`,
    mailDestination: mail.destination,
  }
}
