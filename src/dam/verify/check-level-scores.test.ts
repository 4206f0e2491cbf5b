import { privacy, testPlanted } from './planted-violation.fixture.ts'

const strict = { full: 'strict-local' } as const

testPlanted([
  { name: 'a wrong precision', by: 'precision', told: privacy((report) => ({ scores: { ...report.scores, precision: report.scores.precision + 1e-6 } })) },
  { ...strict, name: 'a wrong precision of a local recoding', by: 'precision', told: privacy((report) => ({ scores: { ...report.scores, precision: report.scores.precision - 1e-6 } })) },
  { ...strict, name: 'a wrong entropy', by: 'entropy', told: privacy((report) => ({ scores: { ...report.scores, entropy: report.scores.entropy * (1 + 1e-6) } })) },
  { ...strict, name: 'rows told on finer levels', by: 'precision', names: /rows by level of column "age"/, told: privacy((report) => ({ columns: report.columns.map((column) => (column.column === 'age' ? { ...column, rowsByLevel: [{ level: 0, rows: report.rows }] } : column)) })) },
  { ...strict, name: 'a loss without its weights', by: 'loss', told: privacy((report) => ({ scores: { ...report.scores, loss: report.columns.reduce((product, { loss }) => product * (1 + loss), 1) ** 0.25 - 1 } })) },
  { ...strict, name: 'another weight than the recipe\'s', by: 'loss', names: /"age" has weight 1/, told: privacy((report) => ({ columns: report.columns.map((column) => ({ ...column, weight: 1 })) })) },
])
