import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countClasses } from './check-classes.ts'
import { expectValues } from './expected-values.ts'
import { type Draft, makeRelease, RELEASED } from './made-release.fixture.ts'
import { matchSource } from './match-source.ts'
import { openRelease } from './open-release.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()
const half = (draft: Draft) => { draft.rows.length = 100; draft.vault.length = 100 }
const more = (draft: Draft) => { half(draft); for (const row of draft.rows) row[RELEASED.ward] = 'W0' }

test.each([
  { name: 'every row', recipe: '', data: () => {}, verdicts: ['passed', 'passed'] },
  { name: 'half of the rows, where no sample was drawn', recipe: '', data: half, verdicts: ['failed', 'failed'] },
  { name: 'half of the rows, where a sample was drawn', recipe: 'sample: {share: 0.5}\n', data: half, verdicts: ['passed', 'passed'] },
  { name: 'more of a value than the source has', recipe: 'sample: {share: 0.5}\n', data: more, verdicts: ['passed', 'failed'] },
])('matchSource() compares $name', async ({ name, recipe, data, verdicts }) => {
  const engine = scratch.engine()
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), name), { engine, changes: { data, recipe: (text) => text + recipe } })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  await countClasses(release, { engine })
  const checks = await matchSource(release, { engine, expected: () => expectValues({ release, table: evidence.table }, { engine }), boxes: async () => false, salt: '' })
  expect(checks.map(({ fact }) => fact.verdict)).toEqual(verdicts)
})
