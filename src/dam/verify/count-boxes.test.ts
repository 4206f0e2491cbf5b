import { join } from 'node:path'
import { expect, test } from 'vitest'
import { identifier, literal, sql } from '#platform/engines/sql-text.ts'
import { countClasses } from './check-classes.ts'
import { layLevels, levelAmong } from './class-levels.ts'
import { countBoxes } from './count-boxes.ts'
import { expectValues } from './expected-values.ts'
import { fullChanges } from './full-release.fixture.ts'
import { makeRelease } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import { verifyRelease } from './verify-release.ts'

const scratch = scratchEngine()

test.each(['global', 'strict-local'] as const)('countBoxes() finds the rows of every class of a %s recoding under its labels, and no others', async (recoding) => {
  const engine = scratch.engine()
  const changes = recoding === 'global' ? {} : fullChanges({}, { engine })
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), recoding), { engine, changes })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  await countClasses(release, { engine })
  const expected = await expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles }, { engine })
  await layLevels(release, expected, { engine, salt: 's' })
  expect(await countBoxes(release, expected, { engine, salt: 's' })).toBe(true)
  const cells = release.quasi.map((_, place) => identifier(`q${place}`))
  const { rows } = await engine.table(sql`select count(*), count(*) filter (c.n = b.n) from classes c join boxes b on b.print = hash('s', ${cells[0] ?? sql``}, ${cells[1] ?? sql``}, ${cells[2] ?? sql``}, ${cells[3] ?? sql``}) where not c.suppressed`)
  expect(rows).toEqual([recoding === 'global' ? [18, 18] : [11, 11]])
})

test('levelAmong() reads one letter of the levels', async () => {
  const { rows } = await scratch.engine().table(sql`select ${levelAmong(literal('AC!'), 0)}, ${levelAmong(literal('AC!'), 1)}, ${levelAmong(literal('AC!'), 2)}`)
  expect(rows).toEqual([[0, 2, -32]])
})

/** Every second of the persons of each class, and one row fewer of five of them: 113 of 226 rows. */
const isDrawn = (row: number) => Math.floor(Math.floor(row / 2) / 18) % 2 === 0 && !(row < 10 && row % 2 === 1)

test.each([{ most: 0.5, verdict: 'passed' }, { most: 0.4, verdict: 'failed' }])('the share of a class that is in a sample is recounted: at most $most $verdict', async ({ most, verdict }) => {
  const engine = scratch.engine()
  const full = fullChanges({
    recipe: (text) => text.replace('{k-anonymity: 5}', '{k-anonymity: 3}').replace(/, \{l-diversity.*sample-uniques: none\}/, `, {delta-presence: {at-most: ${most}}}`).replace(/, parity: \{[^}]*\}/, '').replace('release:', 'sample: {share: 0.5}\nrelease:').replace(/fairness:.*\n/, ''),
    data: (draft) => { const kept = draft.vault.map(isDrawn); draft.rows = draft.rows.filter((_, place) => kept[place]); draft.vault = draft.vault.filter((_, place) => kept[place]) },
    told: ({ files }) => { files.delete('reports/fairness.json') },
  }, { engine })
  const report = await verifyRelease(await makeRelease(join(scratch.folder(), `sample-${most}`), { engine, changes: full }), { engine })
  expect(report.checks.find(({ id }) => id === 'delta-presence-2')).toMatchObject({ fact: { measured: 0.5, rule: most } })
  expect(report.checks.find(({ id }) => id === 'delta-presence-2')?.findings.filter((finding) => finding.startsWith('data/')).length).toBe(verdict === 'passed' ? 0 : 1)
})
