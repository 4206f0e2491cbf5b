import type { Principal } from '#platform/auth/principal.ts'
import type { RowFilter, RowOrder, RowsAnswer, StatisticsAnswer } from '../datasets/dataset-answers.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { chooseRows } from './choose-rows.ts'
import { type MayDownload, refuseDownload } from './decide-download.ts'
import type { ReadVersion, VersionAddress, VersionRequest } from './find-version.ts'
import { dataFilesOf, type LocalFiles } from './local-files.ts'
import type { MeasureColumns } from './measure-columns.ts'
import { type CountRows, type ReadCells, readRows } from './read-rows.ts'
import { LOOK, recordDownload } from './record-download.ts'
import { releasedVersion } from './released-version.ts'

export interface LookRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  readonly filter: readonly RowFilter[]
  readonly sort: readonly RowOrder[]
  readonly offset: number
  readonly limit: number
  readonly cellLength: number
}

interface OpenNeeds extends ActNeeds {
  readonly readVersion: ReadVersion
  readonly mayDownload: MayDownload
  readonly localFiles: LocalFiles
}

export interface LookNeeds extends OpenNeeds {
  readonly readCells: ReadCells
  readonly countRows: CountRows
}

export interface StatisticsNeeds extends OpenNeeds {
  readonly measureColumns: MeasureColumns
}

/**
 * A page of a version's rows, for whoever may download them. A look at what is not open is noted once a day.
 *
 * @throws {Refusal} `not-found`, `gone`, `not-ready`, `unauthenticated`, `forbidden`, `too-many`, `bad-input`
 */
export async function lookAtRows({ principal, address, filter, sort, ...page }: LookRequest, needs: LookNeeds): Promise<RowsAnswer> {
  const { columns, files } = await openRows({ principal, address }, needs)
  const choice = chooseRows({ filter, sort }, columns)
  return readRows({ columns: columns.map(({ name }) => name), files, ...choice, ...page }, needs)
}

/**
 * How the values of each column are spread, for whoever may download the rows that they are counted in. It is noted as a look is.
 *
 * @throws {Refusal} as `lookAtRows` does
 */
export async function lookAtStatistics(request: VersionRequest, needs: StatisticsNeeds): Promise<StatisticsAnswer> {
  return needs.measureColumns(await openRows(request, needs))
}

async function openRows({ principal, address }: VersionRequest, needs: OpenNeeds) {
  const version = releasedVersion(await needs.readVersion({ principal, address }))
  await refuseDownload({ principal, version }, needs)
  await recordDownload({ principal, version, path: LOOK, isContinuation: true }, needs)
  const rows = version.evidence.files.filter(({ path }) => path.startsWith('data/')).map((file) => file.rows ?? 0)
  const paths = await needs.localFiles.pathsOf(dataFilesOf(version))
  return { columns: version.evidence.columns, files: paths.map((path, place) => ({ path, rows: rows[place] ?? 0 })) }
}
