import { privacy, testPlanted } from './planted-violation.fixture.ts'

const inRows = (text: string) => text.replace(', person: patient', '')

testPlanted([
  { name: 'an attack left out', by: 'attacks', names: /sibling-subtraction is not told/, told: privacy((report) => ({ attacks: report.attacks.filter(({ id }) => id === 'linkage') })) },
  { name: 'linkage told to fail', by: 'attacks', names: /linkage is told to be right for 3 rows/, recipe: inRows, told: privacy((report) => ({ attacks: report.attacks.map((attack) => (attack.id === 'linkage' ? { ...attack, successes: 3, rate: 3 / attack.attempts } : attack)) })) },
  { name: 'more successes than attempts', by: 'attacks', told: privacy((report) => ({ attacks: report.attacks.map((attack) => ({ ...attack, successes: attack.attempts + 1, rate: 1 })) })) },
  { name: 'a rate that does not follow', by: 'attacks', names: /the rate 0.5/, told: privacy((report) => ({ attacks: report.attacks.map((attack) => ({ ...attack, rate: 0.5 })) })) },
  { name: 'a rate above the bound', by: 'attacks', names: /above the bound/, told: privacy((report) => ({ attacks: report.attacks.map((attack) => ({ ...attack, bound: 0.01 })) })) },
  { name: 'rows alone miscounted', by: 'risk', recipe: inRows, told: privacy((report) => ({ after: { ...report.after, sampleUniques: 1 } })) },
  { name: 'an average risk told smaller', by: 'risk', recipe: inRows, told: privacy((report) => ({ after: { ...report.after, prosecutor: { ...report.after.prosecutor, average: 0.01 } } })) },
])
