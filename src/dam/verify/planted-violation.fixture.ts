import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { PrivacyReport } from '#dam/dataset/reports.ts'
import { fullChanges } from './full-release.fixture.ts'
import { type Cell, type Changes, deliver, type Draft, makeRelease, RELEASED } from './made-release.fixture.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import type { VerificationRequest } from './verification-request.ts'
import { verifyRelease } from './verify-release.ts'

/** One thing done to a release that must not pass. */
export interface Planted extends Changes {
  readonly name: string
  /** The check that must fail. */
  readonly by: string
  /** What its findings must name. */
  readonly names?: RegExp
  /** The release with every promise, in this recoding; left out, the plain one. */
  readonly full?: 'strict-local' | 'free-local'
  readonly request?: (request: VerificationRequest) => VerificationRequest
}

/** Changes cells of one column, row by row; what the change leaves undefined stays. */
export const cells = (column: keyof typeof RELEASED, change: (cell: Cell, row: number, whole: Cell[]) => Cell | undefined) => (draft: Draft) => {
  draft.rows.forEach((row, place) => {
    const changed = change(row[RELEASED[column]] ?? null, place, row)
    if (changed !== undefined) row[RELEASED[column]] = changed
  })
}
/** The first row's cell becomes this one. */
export const first = (value: Cell) => (_: Cell, row: number) => (row === 0 ? value : undefined)
/** Changes what reports/privacy.json says. */
export const privacy = (change: (report: PrivacyReport) => unknown) => ({ files }: Draft) => {
  const report = PrivacyReport.parse(structuredClone(files.get('reports/privacy.json')))
  files.set('reports/privacy.json', { ...report, ...z.record(z.string(), z.unknown()).parse(change(report)) })
}
const Told = z.looseObject({ domain: z.number(), level: z.number().nullable(), labels: z.array(z.object({ label: z.string().nullable(), leaves: z.number(), level: z.number() })) })
/** Changes what hierarchies/NN.json says. */
export const hierarchy = (number: number, change: (told: z.infer<typeof Told>) => void) => ({ files }: Draft) => {
  const told = Told.parse(structuredClone(files.get(`hierarchies/0${number}.json`)))
  change(told)
  files.set(`hierarchies/0${number}.json`, told)
}
/** Writes another text into a file, before it is sealed. */
export const write = (path: string, text: string) => ({ files }: Draft) => { files.set(path, text) }
/** Changes a text after it was sealed. */
export const inFile = (path: string, change: (text: string) => string) => async (folder: string) => writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')))
/** Changes one byte after the release was sealed; places below 0 count from the end. */
export const byteOf = (path: string, place: number) => async (folder: string) => {
  const bytes = await readFile(join(folder, path))
  const at = place < 0 ? bytes.length + place : place
  bytes.writeUInt8((bytes.readUInt8(at) + 1) % 256, at)
  await writeFile(join(folder, path), bytes)
}
/** The data file. */
export const DATA = 'data/train-00000-of-00001.parquet'
/** Adds a column of text, made of the row of the delivery. */
export const addColumn = (name: string, cell: (source: readonly Cell[], row: Cell[], place: number) => Cell) => (draft: Draft) => {
  const delivery = deliver()
  draft.columns.push({ name, type: 'text' })
  draft.rows.forEach((row, place) => row.push(cell(delivery[draft.vault[place] ?? 0] ?? [], row, place)))
}
/** Place of a row that is not suppressed. */
export const aRow = (draft: Draft) => draft.rows.findIndex((row) => row[RELEASED.age] !== '*')

/** Makes a release with each violation, and expects the named check to fail and to name it. Prints how many were caught. */
export function testPlanted(planted: readonly Planted[]): void {
  const scratch = scratchEngine()
  const caught: string[] = []
  test.each(planted)('"$by" catches $name', async (one) => {
    const engine = scratch.engine()
    const changes = one.full ? fullChanges(one, { recoding: one.full, engine }) : one
    const made = await makeRelease(join(scratch.folder(), String(planted.indexOf(one))), { engine, changes })
    const report = await verifyRelease(one.request?.(made) ?? made, { engine })
    const check = report.checks.find(({ id }) => id === one.by)
    const findings = check?.findings.join('\n') ?? ''
    expect(check?.fact.verdict).toBe('failed')
    expect(findings).toMatch(one.names ?? /./)
    expect(findings).not.toMatch(/could not be made/)
    expect(report.verdict).toBe('failed')
    caught.push(one.name)
  })
  test('every planted violation is caught', () => {
    process.stdout.write(`planted violations caught: ${caught.length} of ${planted.length}\n`)
    expect(caught.length).toBe(planted.length)
  })
}
