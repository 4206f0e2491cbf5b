import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import { ACSINCOME_COLUMNS, resampleAcsIncome } from './resample-acsincome.ts'

test('rows are made of blocks of donors, the same for the same seed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-resample-'))
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(folder, 'spill') })
  onTestFinished(async () => { engine.close(); await rm(folder, { recursive: true }) })
  const source = join(folder, 'source.csv')
  const donors = Array.from({ length: 40 }, (_, donor) => ACSINCOME_COLUMNS.map(() => donor).join(';'))
  await writeFile(source, `${ACSINCOME_COLUMNS.join(';')}\n${donors.join('\n')}\n`)

  const make = async (seed: number) => {
    const target = join(folder, `made-${seed}.csv`)
    const distinct = await resampleAcsIncome({ source, target, rows: 500, seed }, { engine })
    return { distinct, text: await readFile(target, 'utf8') }
  }
  const first = await make(1)
  expect(await make(1)).toEqual(first)
  expect((await make(2)).text).not.toBe(first.text)

  const rows = first.text.trimEnd().split('\n').slice(1).map((line) => line.split(';'))
  expect(rows).toHaveLength(500)
  expect(first.distinct).toBe(new Set(rows.map((row) => row.slice(0, 8).join())).size)
  expect(first.distinct).toBeGreaterThan(400)
  for (const [AGEP, SEX, RAC1P, MAR, SCHL, COW, POBP, OCCP, RELP, WKHP, PINCP] of rows) {
    expect([SEX, MAR, RELP]).toEqual([AGEP, AGEP, AGEP])
    expect([COW, OCCP, WKHP, PINCP]).toEqual([SCHL, SCHL, SCHL, SCHL])
    expect(POBP).toBe(RAC1P)
  }
})
