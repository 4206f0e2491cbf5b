import { cells, privacy, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a class of k - 1 persons', by: 'persons', names: /fewer than 5 persons/, data: (draft) => { for (const row of Array.from(new Set(draft.rows.filter((one) => one[2] === '[20, 30)' && one[3] === 'M' && one[4] === '수도권').map((one) => one[0]))).slice(0, 2).flatMap((person) => draft.rows.filter((one) => one[0] === person))) row[4] = '영남' } },
  { name: 'a class of k - 1 rows', by: 'classes', names: /fewer than 5 rows/, data: (draft) => { draft.rows.filter((row) => row[2] === '[20, 30)' && row[3] === 'M' && row[4] === '영남').slice(0, 8).forEach((row) => { row[3] = 'F' }) } },
  { name: 'a label spelt twice', by: 'folded-classes', names: new RegExp('"도시'), data: cells('city', (cell, row) => (cell === '영남' && row % 2 === 0 ? '영남 ' : undefined)) },
  { name: 'a label in two Unicode forms', by: 'folded-classes', data: cells('city', (cell, row) => (cell === '영남' && row % 2 === 0 ? '영남'.normalize('NFD') : undefined)) },
  { name: 'k promised lower by the report', by: 'classes', told: privacy(() => ({ models: [{ 'k-anonymity': 2 }] })) },
])
