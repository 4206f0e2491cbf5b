import { expect, test } from 'vitest'
import { comparePrivacy } from './compare-privacy.ts'
import { madePrivacy } from './outcome.fixture.ts'

const privacy = madePrivacy()
const differing = (b: typeof privacy) => comparePrivacy(privacy, b).flatMap(({ id, differences }) => differences.filter(({ isEqual }) => !isEqual).map((difference) => ({ id, ...difference })))

test('comparePrivacy() finds nothing different in one report', () => {
  expect(differing(privacy)).toEqual([])
})

test('comparePrivacy() tells recoding, levels, losses and risk, and who is safer or keeps more', () => {
  const [column] = privacy.columns
  const found = differing({
    ...privacy, recoding: 'strict-local', suppressed: 0, columns: column ? [{ ...withoutLevel(column), rowsByLevel: [{ level: 0, rows: 10 }, { level: 2, rows: 7 }], loss: 0.1 }] : [],
    after: { ...privacy.after, prosecutor: { ...privacy.after.prosecutor, average: 0.2 } },
  })
  expect(found).toContainEqual(expect.objectContaining({ id: 'promises', label: 'recoding', a: 'global', b: 'strict-local' }))
  expect(found).toContainEqual(expect.objectContaining({ id: 'information', label: 'loss in age', better: { side: 'b', virtue: 'keeps more' } }))
  expect(found).toContainEqual(expect.objectContaining({ id: 'risk', label: 'prosecutor, average chance', better: { side: 'a', virtue: 'safer' } }))
})

test('comparePrivacy() pairs thresholds that differ in digits nobody is told', () => {
  const third = (threshold: number) => ({ ...privacy, after: { ...privacy.after, recordsAtRisk: [{ threshold, rows: 3 }] } })
  const differences = comparePrivacy(third(1 / 3), third(0.333333333333)).flatMap((section) => section.differences)
  expect(differences.filter(({ isEqual }) => !isEqual)).toEqual([])
})

function withoutLevel({ level: _level, ...column }: (typeof privacy)['columns'][number]) {
  return column
}
