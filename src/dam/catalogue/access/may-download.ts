import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import type { DownloadAnswer, WantedVersion } from '../publishing/decide-download.ts'
import type { AccessTables } from './access-tables.ts'
import { dayOf } from './days.ts'

const YES: DownloadAnswer = { may: true }

/**
 * Whether somebody may have the files of a version: open ones anyone, registered ones whoever is signed in, those on
 * application whoever has a grant that holds today or is named in one. The publisher's own people always.
 *
 * A grant that was asked for an organisation holds for its applicant while acting for that organisation.
 */
export async function mayDownload({ principal, version: { state, isInside, dataset } }: { readonly principal: Principal; readonly version: WantedVersion }, { queries, clock }: { readonly queries: Queries | Tx; readonly clock: Clock }): Promise<DownloadAnswer> {
  if (state === 'withdrawn') return no('gone', 'This version was withdrawn; its page says why')
  if (isInside || dataset.access === 'open') return YES
  const personId = personOf(principal)
  if (personId === undefined) {
    return no('unauthenticated', dataset.access === 'registered' ? 'Sign in to have this data; everyone with an account may' : 'Sign in and apply for access to this data')
  }
  if (dataset.access === 'registered') return YES
  const grants = await listGrants({ personId, datasetId: dataset.id, day: dayOf(clock.now()) }, queries)
  if (grants.length === 0) return no('forbidden', 'Apply for access to this data; there is no grant of yours that holds today')
  const hat = principal.kind === 'anonymous' ? undefined : principal.actingFor?.organisationId
  if (grants.some(({ isNamed, organisationId }) => isNamed || organisationId === null || organisationId === hat)) return YES
  return no('forbidden', 'Your access was granted to you for an organisation; act for that organisation to use it')
}

/** Grants that hold on a day, their last one included, of which somebody is the applicant or a person named. */
async function listGrants({ personId, datasetId, day }: { readonly personId: string; readonly datasetId: string; readonly day: string }, queries: Queries | Tx): Promise<{ isNamed: boolean; organisationId: string | null }[]> {
  // A named person is known by an address that was confirmed: else anybody could sign up with it.
  const rows = await queries.withTables<AccessTables>().selectFrom('application as a')
    .select(['a.applicant_id', 'a.organisation_id']).where('a.dataset_id', '=', datasetId).where('a.state', '=', 'granted').where('a.granted_until', '>=', day)
    .where((the) => the.or([
      the('a.applicant_id', '=', personId),
      the.exists(the.selectFrom('application_person as n').innerJoin('person as p', 'p.email', 'n.email').select('n.place')
        .whereRef('n.application_id', '=', 'a.id').where('p.id', '=', personId).where('p.email_verified', '=', true)),
    ])).execute()
  return rows.map((row) => ({ isNamed: row.applicant_id !== personId, organisationId: row.organisation_id }))
}

function no(code: Exclude<DownloadAnswer, { may: true }>['code'], because: string): DownloadAnswer {
  return { may: false, code, because }
}
