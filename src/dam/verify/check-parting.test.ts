import { recodeLocally } from './full-release.fixture.ts'
import { type Draft, RELEASED } from './made-release.fixture.ts'
import { hierarchy, inFile, testPlanted } from './planted-violation.fixture.ts'

const strict = { full: 'strict-local' } as const
const inCapital = (draft: Draft) => draft.rows.filter((row) => row[RELEASED.city] === '수도권')

testPlanted([
  { ...strict, name: 'classes that overlap', by: 'parting', names: /two classes, of \d+ and \d+ rows/, data: (draft) => { recodeLocally(draft, { isFree: true }) } },
  { ...strict, name: 'classes that cannot come of splits', by: 'parting', data: (draft) => { for (const row of inCapital(draft)) { if (row[RELEASED.sex] === 'M') row[RELEASED.age] = '[20, 40)'; else row[RELEASED.visit] = '*'; if (row[RELEASED.age] === '[30, 40)') row[RELEASED.sex] = '*' } } },
  { ...strict, name: 'a wrong ancestor in a local recoding', by: 'ancestors', names: /column "age": the cell is not the label of any level/, data: (draft) => { const row = inCapital(draft)[0]; if (row) row[RELEASED.age] = row[RELEASED.age] === '[20, 30)' ? '[40, 50)' : '[20, 30)' } },
  { ...strict, name: 'a label of no level', by: 'ancestors', names: /"age"/, data: (draft) => { const row = inCapital(draft)[0]; if (row) row[RELEASED.age] = '[20, 35)' } },
  { ...strict, name: 'a missing value made up in a local recoding', by: 'ancestors', names: /"sex"/, data: (draft) => { const row = inCapital(draft).find((one) => one[RELEASED.sex] === null); if (row) row[RELEASED.sex] = 'M' } },
  { ...strict, name: 'a value that was lost in a local recoding', by: 'ancestors', names: /"sex"/, data: (draft) => { const row = inCapital(draft).find((one) => one[RELEASED.sex] === 'F'); if (row) row[RELEASED.sex] = null } },
  { ...strict, name: 'a star of its own among a class', by: 'parting', data: (draft) => { for (const row of inCapital(draft)) if (row[RELEASED.sex] === 'F' && row[RELEASED.age] === '[20, 30)') row[RELEASED.city] = '*' } },
  { ...strict, name: 'a label coarser than the bounds', by: 'labels', names: /coarser than recipe\.yaml allows/, recipe: (text) => text.replace('intervals: [10, 20]}', 'intervals: [10, 20]}, levels: {at-most: 1}') },
  { ...strict, name: 'a label finer than the bounds', by: 'leaves', names: /finer than recipe\.yaml allows/, recipe: (text) => text.replace('intervals: [10, 20]}', 'intervals: [10, 20]}, levels: {at-least: 2}') },
  { ...strict, name: 'a label told on another level', by: 'leaves', names: /on level 2; the finest/, told: hierarchy(1, (told) => { for (const label of told.labels) if (label.label === '[20, 30)') label.level = 2 }) },
  { ...strict, name: 'one level of all told for a local recoding', by: 'labels', names: /one level of all rows/, told: hierarchy(2, (told) => { told.level = 0 }) },
  { ...strict, name: 'a label with two meanings', by: 'given-hierarchies', names: /different leaves on different levels/, disk: inFile('hierarchies/03.csv', (text) => text.replace('김해;영남', '영남;서부')) },
  { ...strict, name: 'a label that is also another value', by: 'leaves', names: /different leaves on different levels/, delivery: (row) => { if (row[4] === 'F' && row[3]?.endsWith('1')) row[4] = '*' } },
])
