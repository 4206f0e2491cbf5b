import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkTokens } from './check-tokens.ts'
import { expectValues } from './expected-values.ts'
import { type Cell, type Changes, makeRelease, RELEASED } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { loadVault } from './place-rows.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test.each<{ name: string; changes: Changes; findings: (string | RegExp)[] }>([
  { name: 'right', changes: {}, findings: [] },
  { name: 'missing', changes: { delivery: (row: Cell[]) => { if (row[0] === 'P-10000') row[0] = null }, data: ({ rows }) => { for (const row of rows) if (row[RELEASED.badge] === 'T001') row[RELEASED.badge] = null } }, findings: [/"patient": 1 pseudonyms are missing, or/, /"badge": 1 pseudonyms are missing, or/] },
  { name: 'its own', changes: { delivery: (row: Cell[]) => { row[12] = `T${String(Number(row[12]?.slice(1)) - 999).padStart(3, '0')}` }, data: ({ rows }) => { for (const row of rows) row[RELEASED.badge] = `T${String(Number(row[2] === '*' ? 0 : 1)).padStart(3, '0')}` } }, findings: [/stand for more than one/, /not from 1 to 113/] },
])('checkTokens() of $name tokens', async ({ name, changes, findings }) => {
  const engine = scratch.engine()
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), name), { engine, changes })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  const outcome = await checkTokens({ engine, vault: () => loadVault(evidence.rows, { engine }), expected: () => expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles }, { engine }) })
  expect(outcome.findings).toEqual(findings.map((finding) => expect.stringMatching(finding)))
})
