import { expect, test } from 'vitest'
import { compareFacts, compareQuality } from './compare-quality.ts'
import { madeFact, madeQuality } from './outcome.fixture.ts'

const failed = madeFact({ id: 'in-range', unit: 'share', rule: 1, measured: 0.95, verdict: 'failed' })

const held = { ...failed, measured: 1, verdict: 'passed' as const }

test('compareFacts() pairs facts by key, and says which one holds', () => {
  const [measured, verdict] = compareFacts([failed], [{ ...held, id: 'another-id' }], ({ label }) => label.en, 'holds')
  expect(measured).toMatchObject({ a: 0.95, b: 1, difference: 0.05 })
  expect(verdict).toMatchObject({ a: 'failed', b: 'passed', better: { side: 'b', virtue: 'holds' } })
  expect(compareFacts([failed], [], ({ label }) => label.en, 'holds')).toMatchObject([{ a: 0.95, b: null, isEqual: false }])
})

test('compareQuality() compares rules, and the plan cell by cell', () => {
  const quality = madeQuality()
  const cell = { cell: [{ column: 'sex', value: 'F' }], count: 10, share: 0.1, target: 0.5, tolerance: 0.05, verdict: 'failed' as const, shortfall: 40 }
  const [a, b] = [{ ...quality, plan: { ...quality.plan, cells: [cell] } }, { ...quality, plan: { ...quality.plan, cells: [{ ...cell, share: 0.5, shortfall: 0 }] } }]
  const plan = compareQuality(a, b).find(({ id }) => id === 'plan')
  expect(plan?.differences.filter(({ isEqual }) => !isEqual)).toMatchObject([{ label: 'sex = F, share', difference: 0.4 }, { label: 'sex = F, still missing', difference: -40, better: { side: 'b', virtue: 'holds' } }])
})
