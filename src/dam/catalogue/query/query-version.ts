import { Readable } from 'node:stream'
import type { Principal } from '#platform/auth/principal.ts'
import { attachmentNamed } from '#platform/http/content-disposition.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { type MayDownload, refuseDownload } from '../publishing/decide-download.ts'
import type { ReadVersion, VersionAddress } from '../publishing/find-version.ts'
import { dataFilesOf, type LocalFiles } from '../publishing/local-files.ts'
import { LOOK, recordDownload } from '../publishing/record-download.ts'
import { releasedVersion } from '../publishing/released-version.ts'
import type { QueryAnswer, TakenFormat } from './query-answers.ts'
import type { AskFiles } from './query-process.ts'

export interface QueryRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  /** One SELECT over the table `data`. */
  readonly question: string
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

export interface QueryNeeds extends ActNeeds {
  readonly readVersion: ReadVersion
  readonly mayDownload: MayDownload
  readonly localFiles: LocalFiles
  readonly askFiles: AskFiles
}

/**
 * Answers a question about a version's rows, for whoever may download them. Of what is not open it is noted, as a look at the rows is.
 *
 * @throws {Refusal} `not-found`, `gone`, `not-ready`, `unauthenticated`, `forbidden`; `bad-input` with what is wrong with the question; `too-many`
 */
export async function queryVersion(request: QueryRequest, needs: QueryNeeds): Promise<QueryAnswer> {
  const begun = performance.now()
  const { files } = await readable(request, needs)
  const answer = await needs.askFiles.show({ files, question: request.question }, { signal: request.signal })
  return { ...answer, milliseconds: Math.round(performance.now() - begun) }
}

/** The same as a file to take away. */
export async function takeAnswer({ format, ...request }: QueryRequest & { readonly format: TakenFormat }, needs: QueryNeeds): Promise<Response> {
  const { files, version } = await readable(request, needs)
  const { bytes, content } = await needs.askFiles.take({ files, question: request.question, format }, { signal: request.signal })
  return new Response(Readable.toWeb(content), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.apache.parquet', 'content-length': String(bytes), 'cache-control': 'private, no-store',
      'content-disposition': attachmentNamed(`${version.dataset.slug}-${version.version}-answer.${format}`), 'x-content-type-options': 'nosniff',
    },
  })
}

async function readable({ principal, address }: QueryRequest, needs: QueryNeeds) {
  const version = releasedVersion(await needs.readVersion({ principal, address }))
  await refuseDownload({ principal, version }, needs)
  await recordDownload({ principal, version, path: LOOK, isContinuation: true }, needs)
  return { version, files: await needs.localFiles.pathsOf(dataFilesOf(version)) }
}
