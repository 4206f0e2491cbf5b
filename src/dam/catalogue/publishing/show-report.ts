import { ReadableStream } from 'node:stream/web'
import { quoted, weighConditions } from '#platform/http/file-conditions.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { ReadVersion, VersionRequest } from './find-version.ts'
import { releasedVersion } from './released-version.ts'

export interface ReportNeeds {
  readonly readVersion: ReadVersion
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
export async function showReport({ request, ...asked }: VersionRequest & { readonly request: { readonly headers: Headers } }, { readVersion, store }: ReportNeeds): Promise<Response> {
  const version = releasedVersion(await readVersion(asked))
  const report = version.evidence.files.find(({ path }) => path === 'report.html')
  if (!report) throw new Refusal('not-found', `Version ${version.version} has no report`)
  // Opened with the first byte that is asked for, so that a request for the head alone leaves no file open.
  async function* read(): AsyncGenerator<Uint8Array> {
    yield* (await store.getRange(`${version.releasePath}/report.html`)).chunks
  }
  const stamp = { etag: report.sha256, modified: version.publishedAt ?? new Date(Number.NaN) }
  const headers = { 'content-security-policy': REPORT_POLICY, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff', etag: quoted(stamp) }
  // Whoever has it already is asked about each time, so that a withdrawn one is shown no more.
  if (weighConditions(request.headers, stamp) === 'not-modified') return new Response(null, { status: 304, headers })
  return new Response(ReadableStream.from(read()), { headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-length': String(report.bytes) } })
}
