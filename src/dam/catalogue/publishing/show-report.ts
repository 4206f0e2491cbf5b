import { ReadableStream } from 'node:stream/web'
import type { Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { getVersion, type VersionAddress } from './find-version.ts'
import { releasedVersion } from './released-version.ts'

export interface ReportNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly isRecused: IsRecused
  readonly store: Pick<ObjectStore, 'getRange'>
}

/**
 * A report is one file with its script and style inside. It runs in a sandbox without the portal's origin: it reaches no
 * cookie, no storage and no address, whatever a name out of somebody's data may have smuggled into it.
 */
export const REPORT_POLICY = "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"

/**
 * The report of a version, to be shown as a page.
 *
 * @throws {Refusal} `not-found`, `gone`, `not-ready`
 */
export async function showReport({ principal, address }: { readonly principal: Principal; readonly address: VersionAddress }, { database, isRecused, store }: ReportNeeds): Promise<Response> {
  const version = releasedVersion(await getVersion({ principal, address }, { queries: database.queries, isRecused }))
  const report = version.evidence.files.find(({ path }) => path === 'report.html')
  if (!report) throw new Refusal('not-found', `Version ${version.version} has no report`)
  // Opened with the first byte that is asked for, so that a request for the head alone leaves no file open.
  async function* read(): AsyncGenerator<Uint8Array> {
    yield* (await store.getRange(`${version.releasePath}/report.html`)).chunks
  }
  return new Response(ReadableStream.from(read()), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-length': String(report.bytes), 'content-security-policy': REPORT_POLICY, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' },
  })
}
