import { cells, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a plain column that tells rows apart', by: 'unique-columns', names: /"ward"/, data: cells('ward', (_, row) => `serial ${row}`) },
  { name: 'a column that repeats the age', by: 'near-copies', names: /"ward" foretells 100\.0 % of the original values of "age"/, delivery: (row) => { row[10] = `code ${row[3] ?? ''}` } },
])
