import { RELEASED } from './made-release.fixture.ts'
import { privacy, testPlanted } from './planted-violation.fixture.ts'

const strict = { full: 'strict-local' } as const
const erase = (row: (string | null)[]) => { row[RELEASED.age] = '*'; row[RELEASED.sex] = '*'; row[RELEASED.city] = '*'; row[RELEASED.visit] = '*' }

testPlanted([
  { ...strict, name: 'a group that is suppressed too often', by: 'groups', names: /suppressed more than 2 times as often/, recipe: (text) => text.replace('at-most: 4', 'at-most: 2') },
  { ...strict, name: 'a group that loses too much', by: 'groups', names: /lost more than 1 times/, recipe: (text) => text.replace('at-most: 4', 'at-most: 1') },
  { ...strict, name: 'a group erased', by: 'groups', names: /1 groups of "sex", the largest of 72 rows, are suppressed as a whole/, recipe: (text) => text.replace('limit: 0.05, parity: {by: [sex], at-most: 4}', 'limit: 0.5'), data: (draft) => { for (const row of draft.rows) if (row[RELEASED.sex] === null || row[RELEASED.city] === '영남') erase(row) } },
  { ...strict, name: 'a group told better off', by: 'groups', names: /groups of "sex": group \d/, told: privacy((report) => ({ groups: report.groups.map((group) => ({ ...group, outcomes: group.outcomes.map((outcome, place) => (place === 0 ? { ...outcome, suppressed: outcome.suppressed + 1 } : outcome)) })) })) },
  { ...strict, name: 'a group left out', by: 'groups', told: privacy((report) => ({ groups: report.groups.map((group) => ({ ...group, outcomes: group.outcomes.slice(1) })) })) },
  { ...strict, name: 'a small group shown by name', by: 'groups', names: /shown by name/, told: privacy((report) => ({ groups: report.groups.map((group) => ({ ...group, outcomes: group.outcomes.map((outcome) => (outcome.isSmall ? { ...outcome, cell: [{ column: 'sex', value: 'M' }] } : outcome)) })) })) },
  { ...strict, name: 'the groups of the recipe not told', by: 'groups', names: /"ward" is not told/, told: privacy((report) => ({ groups: report.groups.filter(({ by }) => by.length > 1 || by[0] !== 'ward') })) },
  { ...strict, name: 'parity not told', by: 'groups', told: privacy(() => ({ parity: [] })) },
  { ...strict, name: 'a parity told to fail', by: 'groups', told: privacy((report) => ({ parity: report.parity.map((fact) => ({ ...fact, verdict: 'failed' })) })) },
])
