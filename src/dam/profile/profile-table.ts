import type { ProfileReport } from '#dam/dataset/reports.ts'
import type { Bilingual } from '#dam/dataset/fact.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import type { Progress } from '#platform/progress.ts'
import { compareColumns, MOST_COMPARED_COLUMNS } from './compare-columns.ts'
import { countDuplicateRows } from './count-duplicate-rows.ts'
import { findPairKeys } from './find-keys.ts'
import { MOST_COUNTED_VALUES, profileColumn } from './profile-column.ts'
import { readRowSample, type RowSample } from './row-sample.ts'
import { EXACT_QUANTILE_ROWS } from './wide-column.ts'

/** What profiling needs. */
export interface ProfileNeeds {
  readonly engine: SqlEngine
  readonly progress: Progress
}

/**
 * Tells what a table holds: each column, repeated rows, keys, and what columns say of each other.
 *
 * Reads the table column by column and writes nothing. Shows no value of a column that may identify a person.
 */
export async function profileTable(table: Table, { engine, progress }: ProfileNeeds): Promise<ProfileReport> {
  const total = table.columns.length
  progress({ stage: 'profile', unit: 'columns', done: 0, total })
  const sample = await readRowSample(table, { engine })
  const columns: ProfileReport['columns'] = []
  const keys: string[][] = []
  for (let place = 0; place < total; place++) {
    const { profile, isKey } = await profileColumn(table, place, sample, { engine })
    columns.push(profile)
    if (isKey) keys.push([profile.name])
    progress({ stage: 'profile', unit: 'columns', done: place + 1, total })
  }
  const duplicateRows = keys.length > 0 ? 0 : await countDuplicateRows(table, { engine })
  if (duplicateRows === 0) keys.push(...(await findPairKeys(table, sample, new Set(keys.flat()), { engine })))
  const { comparedRows, ...comparison } = await compareColumns(table, sample, { engine })
  return {
    rows: table.rows, columns, duplicateRows, keys, ...comparison,
    how: { method: tellMethod(table, sample, comparedRows), recompute: 'datadam profile FILE --json' },
  }
}

function tellMethod(table: Table, sample: RowSample, comparedRows: number): Bilingual {
  const written = (count: number) => count.toLocaleString('en-US')
  const most = written(MOST_COUNTED_VALUES)
  const en = [`Counts, missing values, ranges and repeated rows are over all ${written(table.rows)} rows; rows are compared by 128-bit hashes.`,
    'A value that does not fit its column\'s type counts as missing; numbers that are not finite are left out of ranges, means and histograms.']
  const ko = [`건수, 결측, 범위, 중복 행은 전체 ${written(table.rows)}행에서 세었고, 행은 128비트 해시로 견주었습니다.`,
    '열의 형식에 맞지 않는 값은 결측으로 세고, 유한하지 않은 수는 범위·평균·히스토그램에서 뺐습니다.']
  if (sample.everyNth > 1) {
    en.push(`Distinct values are exact up to about ${most}, beyond that a HyperLogLog estimate.`)
    ko.push(`서로 다른 값의 수는 약 ${most}개까지 정확하고, 그보다 많으면 HyperLogLog 추정치입니다.`)
    if (table.rows > EXACT_QUANTILE_ROWS) {
      en.push('Quantiles of such columns are those of rows at equal distances, at most 1,000,000.')
      ko.push('그런 열의 분위수는 같은 간격으로 고른 최대 1,000,000행의 분위수입니다.')
    }
    en.push('Dependences were sought on the sampled rows, and the 40 strongest recounted on all; keys of two columns were sought likewise, and at most 8 confirmed.')
    ko.push('종속 관계는 표본 행에서 찾아 강한 40개를 전체에서 다시 세었고, 두 열의 키도 같은 방식으로 찾아 8개까지 확인하였습니다.')
  }
  const everyNth = Math.round(table.rows / Math.max(1, comparedRows))
  en.push(comparedRows === table.rows ? 'Pairs of columns were compared over all rows.' : `Pairs of columns were compared over ${written(comparedRows)} rows, about every ${written(everyNth)}th.`)
  ko.push(comparedRows === table.rows ? '열끼리는 전체 행에서 견주었습니다.' : `열끼리는 약 ${written(everyNth)}행마다 하나씩 고른 ${written(comparedRows)}행에서 견주었습니다.`)
  if (table.columns.length > MOST_COMPARED_COLUMNS) {
    en.push(`Only the first ${MOST_COMPARED_COLUMNS} columns were compared with each other.`)
    ko.push(`서로 견준 것은 앞의 ${MOST_COMPARED_COLUMNS}개 열뿐입니다.`)
  }
  return { en: en.join(' '), ko: ko.join(' ') }
}
