import { expect, test } from 'vitest'
import type { PrivacyReport, QualityReport } from '#dam/dataset/reports.ts'
import { cardBody } from './card-body.ts'
import { describedRelease, FAILED_FACT, FAIRNESS } from './release.fixture.ts'
import { responsibleUse } from './responsible-use.ts'

test('cardBody() tells how the data were made anonymous, with the figures', () => {
  const body = cardBody(describedRelease(), 'en')
  expect(body).toContain('shared by at least 5 rows (k-anonymity, k = 5)')
  expect(body).toContain('| Smallest group, in rows | ≥ 5 | 17 |')
  expect(body).toContain('| Rows that read \\* | ≤ 20 % | 3 (15 %) |')
  expect(body).toContain('| Highest chance to find a person known to be in the data, before → after |  | 100 % → 5 % |')
  expect(body).toContain('Columns left out: 환자번호.')
})

test('models beside k-anonymity, the best attack and the recoding stand in the card and in Croissant', () => {
  const release = describedRelease()
  const { how } = FAILED_FACT
  const fact = { ...FAILED_FACT, id: 't-closeness:stay:equal', label: { en: 'Farthest class', ko: '가장 먼 집합' }, rule: 0.2, measured: 0.15, unit: 'score', verdict: 'passed' } as const
  const attack = { id: 'linkage', attempts: 20, certain: 0, successes: 2, rate: 0.1, chance: 0.05, bound: 0.2, label: { en: 'Finding the row', ko: '행 찾기' }, how } as const
  const privacy: PrivacyReport = { ...release.privacy, models: [{ 't-closeness': {} }], modelFacts: [fact], recoding: 'free-local', attacks: [attack, { ...attack, id: 'inference', rate: 0.9, chance: 0.9 }] }
  const body = cardBody({ ...release, privacy }, 'en')
  expect(body).toContain('| Farthest class | ≤ 0.2 | 0.15 |')
  expect(body).toContain('| Best attack beside chance: Finding the row | ≤ 20 % | right 10 % of the time, by chance 5 % |')
  expect(body).toContain('(free local recoding)')
  expect(body).not.toContain('(k-anonymity, k')
  expect(cardBody({ ...release, privacy }, 'ko')).toContain('| 우연에 견주어 가장 나은 공격: 행 찾기 | ≤ 20 % | 10 % 맞힘, 우연은 5 % |')
  const told = responsibleUse({ ...release, privacy })['rai:personalSensitiveInformation']
  expect(told).toContain('Farthest class: promised ≤ 0.2, measured 0.15.')
  expect(told).toContain('Of 2 attacks carried out on the release, the best beside chance (Finding the row) was right 10.00 % of the time; chance is 5.00 %.')
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

test('the gravest findings of the audit stand in the card, in both languages, and in the biases of Croissant', () => {
  const release = describedRelease()
  const [english, korean] = [cardBody({ ...release, fairness: FAIRNESS }, 'en'), cardBody({ ...release, fairness: FAIRNESS }, 'ko')]
  expect(english).toMatch(/## Fairness\n\n.* by sex for the outcome invited\. Findings beyond the tolerance that are no chance: 1\.[^]*\n\n- Women are invited less/)
  expect(korean).toContain('- 여성이 덜 초대됨')
  expect(english).not.toContain('A hint')
  expect(responsibleUse({ ...release, fairness: FAIRNESS })['rai:dataBiases']).toContain('Women are invited less')
})
