import { expect, test } from 'vitest'
import { compareFairness, compareGroups } from './compare-groups.ts'
import { madePrivacy } from './outcome.fixture.ts'

const privacy = { ...madePrivacy(), groups: [], parity: [] }
const group = (suppressed: number, loss: number) => ({ ...privacy, groups: [{ by: ['sex'], whole: { suppressed: { count: 3, of: 20, rate: 0.15 }, loss: 0.2 }, outcomes: [{ cell: [{ column: 'sex', value: 'F' }], rows: 10, suppressed, loss, isSmall: false }] }] })

test('compareGroups() tells what each group lost in both, and where less was lost', () => {
  const { differences } = compareGroups(group(3, 0.3), group(1, 0.3))
  expect(differences).toMatchObject([
    { label: 'sex = F, rows', isEqual: true },
    { label: 'sex = F, suppressed', a: 0.3, b: 0.1, better: { side: 'b', virtue: 'keeps more' } },
    { label: 'sex = F, loss', isEqual: true },
  ])
})

test('compareGroups() shows a group that only one of them has, and compareFairness() says nothing without reports', () => {
  expect(compareGroups(group(3, 0.3), privacy).differences).toMatchObject([{ a: 10, b: null }, { a: 0.3, b: null }, { a: 0.3, b: null }])
  expect(compareFairness(undefined, undefined).differences).toEqual([])
})
