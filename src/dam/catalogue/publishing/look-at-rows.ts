import type { Principal } from '#platform/auth/principal.ts'
import type { RowsAnswer } from '../datasets/dataset-answers.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { type MayDownload, refuseDownload } from './decide-download.ts'
import type { ReadVersion, VersionAddress } from './find-version.ts'
import { dataFilesOf, type LocalFiles } from './local-files.ts'
import { type ReadCells, readRows } from './read-rows.ts'
import { LOOK, recordDownload } from './record-download.ts'
import { releasedVersion } from './released-version.ts'

export interface LookRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  readonly offset: number
  readonly limit: number
  readonly cellLength: number
}

export interface LookNeeds extends ActNeeds {
  readonly readVersion: ReadVersion
  readonly mayDownload: MayDownload
  readonly readCells: ReadCells
  readonly localFiles: LocalFiles
}

/**
 * A page of a version's rows, for whoever may download them. A look at what is not open is noted once a day.
 *
 * @throws {Refusal} `not-found`, `gone`, `not-ready`, `unauthenticated`, `forbidden`, `too-many`
 */
export async function lookAtRows({ principal, address, ...page }: LookRequest, needs: LookNeeds): Promise<RowsAnswer> {
  const { readVersion, readCells, localFiles } = needs
  const version = releasedVersion(await readVersion({ principal, address }))
  await refuseDownload({ principal, version }, needs)
  await recordDownload({ principal, version, path: LOOK, isContinuation: true }, needs)
  const rows = version.evidence.files.filter(({ path }) => path.startsWith('data/')).map((file) => file.rows ?? 0)
  const paths = await localFiles.pathsOf(dataFilesOf(version))
  const files = paths.map((path, place) => ({ path, rows: rows[place] ?? 0 }))
  return readRows({ columns: version.evidence.columns.map(({ name }) => name), files, ...page }, { readCells })
}
