import { expect, test } from 'vitest'
import type { QualityReport } from '#dam/dataset/reports.ts'
import { cardBody } from './card-body.ts'
import { describedRelease } from './release.fixture.ts'

test('cardBody() tells how the data were made anonymous, with the figures', () => {
  const body = cardBody(describedRelease(), 'en')
  expect(body).toContain('shared by at least 5 rows (k-anonymity, k = 5)')
  expect(body).toContain('| Smallest group, in rows | ≥ 5 | 17 |')
  expect(body).toContain('| Rows that read \\* | ≤ 20 % | 3 (15 %) |')
  expect(body).toContain('| Highest chance to find a person known to be in the data, before → after |  | 100 % → 5 % |')
  expect(body).toContain('Columns left out: 환자번호.')
})

test('claim, rule and measured value stand side by side', () => {
  expect(cardBody(describedRelease(), 'en')).toContain('| rows | 100 | 50 | 20 | **not met** |')
  expect(cardBody(describedRelease(), 'ko')).toContain('| 입원 일수의 범위 |  | 100 % | 95 % | **못 지킴** |')
})

test('a hostile name of a column stays words', () => {
  for (const language of ['ko', 'en'] as const) {
    const body = cardBody(describedRelease(), language)
    expect(body).toContain('| "; drop table \\| &lt;script&gt;alert(1)&lt;/script&gt; \\`\\*\\_\\[x\\](y) |')
    expect(body).toContain('Cost \\| &lt;b&gt;won&lt;/b&gt;')
    expect(body).not.toMatch(/<(?!https:)/)
  }
})

test('groups that fall short of the plan are named, with the rows they lack', () => {
  const release = describedRelease()
  const cells: QualityReport['plan']['cells'] = [{ cell: [{ column: '성별', value: '여' }, { column: '나이', value: null }], count: 5, share: 0.05, target: 0.25, tolerance: 0.05, verdict: 'failed', shortfall: 19 }]
  const quality = { ...release.quality, plan: { ...release.quality.plan, cells } }
  expect(cardBody({ ...release, quality }, 'ko')).toContain('| 성별: 여, 나이: 값 없음 | 5 (5 %) | 25 % ± 5 % | 19 |')
})

test('without a privacy model no anonymity is claimed', () => {
  const release = describedRelease()
  const privacy = { ...release.privacy, models: [], modelFacts: [] }
  expect(cardBody({ ...release, privacy }, 'en')).not.toContain('k-anonymity')
})
