import { expect, test } from 'vitest'
import { tellInference, tellLinkage, tellRefinement, tellSubtraction } from './attack-words.ts'

test.each(['global', 'strict-local', 'free-local'] as const)('every attack on a %s recoding is told in both languages, with the rows that it was tried on', (recoding) => {
  for (const tell of [tellSubtraction, tellRefinement, tellLinkage, (scope: Parameters<typeof tellLinkage>[0]) => tellInference('진단', scope)]) {
    const whole = tell({ recoding, rows: 30, of: 30 })
    const drawn = tell({ recoding, rows: 20, of: 30 })
    expect(whole.how.method.en).toContain('all 30 rows')
    expect(drawn.how.method.en).toContain('20 of 30 rows')
    expect(drawn.how.method.ko).toContain('30행 가운데')
    expect(whole.label.ko).toMatch(/[가-힣]/)
    expect(whole.how.recompute).toMatch(/^datadam /)
  }
})

test('only what a verifier recounts names it', () => {
  expect(tellLinkage({ recoding: 'strict-local', rows: 1, of: 1 }).how.recompute).toBe('datadam verify RELEASE_DIR')
  expect(tellLinkage({ recoding: 'free-local', rows: 1, of: 1 }).how.recompute).toBe('datadam run RECIPE')
})
