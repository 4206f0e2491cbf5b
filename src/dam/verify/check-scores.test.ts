import { privacy, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a wrong loss', by: 'loss', told: privacy((report) => ({ scores: { ...report.scores, loss: report.scores.loss + 1e-6 } })) },
  { name: 'a wrong loss of one column', by: 'loss', names: /"sex"/, told: privacy((report) => ({ columns: report.columns.map((column) => (column.column === 'sex' ? { ...column, loss: 0.1 } : column)) })) },
  { name: 'a wrong average class size', by: 'aecs', told: privacy((report) => ({ scores: { ...report.scores, aecs: report.scores.aecs * (1 + 1e-6) } })) },
  { name: 'a wrong discernibility', by: 'discernibility', told: privacy((report) => ({ scores: { ...report.scores, discernibility: report.scores.discernibility + 1 } })) },
  { name: 'a wrong histogram of class sizes', by: 'class-sizes', told: privacy((report) => ({ classSizes: report.classSizes.map(({ size, classes }) => ({ size: size + 1, classes })) })) },
  { name: 'a wrong number of classes', by: 'class-sizes', told: privacy((report) => ({ classes: report.classes - 1 })) },
])
