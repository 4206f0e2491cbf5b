import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { openDuckDb } from '../../src/platform/engines/duckdb.ts'
import { sql } from '../../src/platform/engines/sql-text.ts'
import { makeHospitalDischarges, writeHospitalDischarges } from './make-data.ts'

const ROWS = 6000
const Count = z.object({ count: z.number() })

test('the same seed gives the same bytes, another seed others', () => {
  expect(hashOf(1)).toBe(hashOf(1))
  expect(hashOf(2)).not.toBe(hashOf(1))
})

test('every planted fault is there as often as planted, and only there', async () => {
  const { count } = await delivery()
  expect(await count(sql`select count(*) as count from delivery`)).toBe(ROWS)
  expect(await count(sql`select count(*) - (select count(*) from (select distinct * from delivery)) as count from delivery`)).toBe(30)
  expect(await count(sql`select count(*) - (select count(*) from (select distinct * exclude (진료비) from delivery)) as count from delivery`)).toBe(42)
  expect(await count(sql`select count(*) as count from delivery where not regexp_full_match(우편번호, '\\d{5}')`)).toBe(12)
  expect(await count(sql`select count(*) as count from delivery where not regexp_full_match(우편번호, '\\d{4,5}')`)).toBe(0)
  expect(await count(sql`select count(*) as count from delivery where 진단코드 not in (select 진단코드 from read_csv('examples/hospital-discharges/diagnoses.csv', all_varchar = true))`)).toBe(9)
  expect(await count(sql`select count(*) as count from delivery where 재원일수::int not between 0 and 365`)).toBe(6)
  expect(await count(sql`select count(*) as count from delivery where 재원일수::int in (-1, 999)`)).toBe(6)
})

test('the quarter code repeats the postcode', async () => {
  const { count } = await delivery()
  const sound = sql`(select distinct 우편번호, 동코드 from delivery where length(우편번호) = 5)`
  expect(await count(sql`select count(*) as count from ${sound}`)).toBe(40)
  expect(await count(sql`select count(distinct 우편번호) as count from ${sound}`)).toBe(40)
  expect(await count(sql`select count(distinct 동코드) as count from ${sound}`)).toBe(40)
})

test('men of 80 and over alone are short of the plan by more than its tolerance', async () => {
  const { engine } = await delivery()
  const { rows } = await engine.table(sql`
    select 성별, 연령대 from read_csv('examples/hospital-discharges/plan-cells.csv', header = true) plan
    where abs(share - (select count(*) / 6000 from delivery where delivery.성별 = plan.성별 and delivery.연령대 = plan.연령대)) > 0.015`)
  expect(rows).toEqual([['남', '80세 이상']])
})

test('whoever is said to come back does come back within 30 days', async () => {
  const { count } = await delivery()
  expect(await count(sql`select count(*) as count from delivery where 재입원 = '예'`)).toBeGreaterThan(300)
  expect(await count(sql`
    select count(*) as count from delivery stay where 재입원 = '예' and 재원일수::int between 0 and 365
    and not exists (from delivery later where later.환자번호 = stay.환자번호
      and later.입원일::date - stay.입원일::date - stay.재원일수::int between 1 and 30)`)).toBeLessThanOrEqual(1)
})

test('identifiers belong to nobody: 30 February, an exchange that is not given out, postcodes below 01000', async () => {
  const { count } = await delivery()
  expect(await count(sql`select count(*) as count from delivery where not regexp_full_match(주민번호, '\\d\\d0230-[1-4]\\d{6}')`)).toBe(0)
  expect(await count(sql`select count(*) as count from delivery where 비고 like '%010-%' and 비고 not like '%010-0000-%'`)).toBe(0)
  expect(await count(sql`select count(*) as count from delivery where length(우편번호) = 5 and 우편번호 >= '01000'`)).toBe(0)
})

test('writing the delivery leaves one file with every line', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'datadam-example-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const path = join(directory, 'data/discharges.csv')
  await writeHospitalDischarges(path, { rows: 500, seed: 3 })
  expect(await readFile(path, 'utf8')).toBe([...makeHospitalDischarges({ rows: 500, seed: 3 })].join(''))
})

function hashOf(seed: number): string {
  const hash = createHash('sha256')
  for (const line of makeHospitalDischarges({ rows: 800, seed })) hash.update(line)
  return hash.digest('hex')
}

/** A delivery of 6,000 rows as the table `delivery`. */
async function delivery() {
  const directory = await mkdtemp(join(tmpdir(), 'datadam-example-'))
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(directory, 'spill') })
  onTestFinished(async () => {
    engine.close()
    await rm(directory, { recursive: true })
  })
  const path = join(directory, 'discharges.csv')
  await writeHospitalDischarges(path, { rows: ROWS, seed: 11 })
  await engine.run(sql`create table delivery as from read_csv(${path}, all_varchar = true, header = true)`)
  return { engine, count: async (statement: ReturnType<typeof sql>) => (await engine.queryOne(statement, Count)).count }
}
