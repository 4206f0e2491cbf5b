import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { type Cell, type Draft, RELEASED } from './made-release.fixture.ts'
import { privacy, testPlanted } from './planted-violation.fixture.ts'

/** The rows of one class of the full release: men of 20 to 30 in the capital region. */
const aClass = ({ rows }: Draft) => rows.filter((row) => row[RELEASED.age] === '[20, 30)' && row[RELEASED.sex] === 'M' && row[RELEASED.city] === '수도권')
const values = (column: keyof typeof RELEASED, value: (place: number) => Cell) => (draft: Draft) => { aClass(draft).forEach((row, place) => { row[RELEASED[column]] = value(place) }) }
const told = (place: number, measured: number) => privacy((report: PrivacyReport) => ({ modelFacts: report.modelFacts.map((fact, index) => (index === place ? { ...fact, measured } : fact)) }))
const strict = { full: 'strict-local' } as const
const promise = (from: string, to: string) => ({ ...strict, recipe: (text: string) => text.replace(from, to) })

testPlanted([
  { ...strict, name: 'a class of k rows of k - 1 persons', by: 'k-anonymity-1', names: /fewer than 5; the worst has 4/, data: (draft) => { const [one, other, third] = Array.from(Map.groupBy(aClass(draft), (row) => row[0]).values()); for (const row of [...one ?? [], ...other ?? []]) row[0] = third?.[0]?.[0] ?? null }, request: ({ release, seal }) => ({ release, seal }) },
  { ...strict, name: 'a class of too few values', by: 'l-diversity-2', names: /fewer than 3 values of "diagnosis"; the worst has 2/, data: values('diagnosis', (place) => `J${place % 2}`) },
  { ...strict, name: 'a class of uneven values', by: 'l-diversity-3', names: /entropy of "diagnosis"/, data: values('diagnosis', (place) => `J${Math.max(0, place - 9)}`) },
  { ...strict, name: 'a class of one common value', by: 'l-diversity-4', names: /too common/, data: values('diagnosis', (place) => `J${Math.max(0, place - 10)}`) },
  { ...strict, name: 'a class of one value, which has no second', by: 'l-diversity-4', names: /Infinity/, data: values('diagnosis', () => 'J0') },
  { ...strict, name: 'a class far from the whole', by: 't-closeness-5', names: /farther than 0.6/, data: values('diagnosis', () => 'J0') },
  { ...strict, name: 'a class at one end of the order', by: 't-closeness-6', names: /"cost" farther than 0.4/, data: values('cost', () => '10000') },
  { ...strict, name: 'a class in one branch of the tree', by: 't-closeness-7', names: /"ward" farther than 0.6/, data: values('ward', () => 'W0') },
  { ...promise('{delta-presence: {at-most: 1}}', '{delta-presence: {at-most: 0.9}}'), name: 'a class whose people are all in the release', by: 'delta-presence-8', names: /outside 0 to 0.9/ },
  { ...promise('{average-risk: 0.2}', '{average-risk: 0.1}'), name: 'an average risk above the promise', by: 'average-risk-9', names: /above 0.1/ },
  { ...strict, name: 'a row alone', by: 'sample-uniques-10', names: /one row only/, data: (draft) => { const row = aClass(draft)[0]; if (row) row[RELEASED.visit] = '2023' } },
  { ...strict, name: 'a distance told smaller', by: 't-closeness-6', names: /told as 0.01/, told: told(5, 0.01) },
  { ...strict, name: 'an entropy told larger', by: 'l-diversity-3', told: told(2, 99) },
  { ...strict, name: 'a sensitive column that is dropped', by: 'columns', recipe: (text) => text.replace('cost: {role: plain, do: {round: 1000}}', 'cost: {role: plain, do: drop}') },
  { ...strict, name: 'a promise that the report leaves out', by: 'promise', names: /model 5 of recipe.yaml \(t-closeness\)/, told: privacy((report) => ({ models: report.models.filter((_, place) => place !== 4) })) },
  { ...strict, name: 'another recoding than told', by: 'promise', told: privacy(() => ({ recoding: 'free-local' })) },
  { ...strict, name: 'a model without its figure', by: 'promise', told: privacy((report) => ({ modelFacts: report.modelFacts.slice(1) })) },
])
