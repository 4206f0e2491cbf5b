import { hierarchy, inFile, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'wrong leaves', by: 'leaves', names: /hierarchies\/01\.json: label \d/, told: hierarchy(1, (told) => { const label = told.labels.find((one) => one.label === '[20, 30)'); if (label) label.leaves = 20 }) },
  { name: 'a wrong domain', by: 'leaves', names: /hierarchies\/02\.json/, told: hierarchy(2, (told) => { told.domain += 1 }) },
  { name: 'another level than reported', by: 'labels', told: hierarchy(4, (told) => { told.level = 1 }) },
  { name: 'a label that is not released', by: 'labels', names: /hierarchies\/04\.json/, told: hierarchy(4, (told) => { told.labels.push({ label: '2026', leaves: 0, level: 2 }) }) },
  { name: 'a label that is left out', by: 'labels', told: hierarchy(2, (told) => { told.labels.pop() }) },
  { name: 'a star that is not the whole domain', by: 'labels', told: hierarchy(1, (told) => { for (const label of told.labels) if (label.label === '*') label.leaves = 59 }) },
  { name: 'a word of a given hierarchy', by: 'given-hierarchies', names: /hierarchies\/03\.csv: line 4 differs/, disk: inFile('hierarchies/03.csv', (text) => text.replace('부산;영남', '부산;수도권')) },
  { name: 'a value of a given hierarchy', by: 'given-hierarchies', names: /line 8 /, disk: inFile('hierarchies/03.csv', (text) => text.replace('김해', '양산')) },
  { name: 'a given hierarchy left out', by: 'given-hierarchies', names: /03\.csv: is missing/, told: ({ files }) => { files.delete('hierarchies/03.csv') } },
])
