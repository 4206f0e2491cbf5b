import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { cutText, drawPlot, textWidth } from './plot-drawing.ts'

function drawn(label: string) {
  return drawPlot({ width: 340, height: 80, marks: [Plot.barX([{ label, share: 1 / 3 }], { y: 'label', x: 'share', fill: 'var(--after)' })] }, { labelId: 'picture-1' })
}

test('drawPlot() draws one picture that is named by its label and brings no style of its own', () => {
  const { markup } = drawn('여성')
  expect(markup).toMatch(/^<svg [^>]*role="img"/)
  expect(markup).toContain('aria-labelledby="picture-1"')
  expect(markup).toContain('fill="var(--after)"')
  expect(markup).not.toMatch(/<style|aria-label="|font-family/)
})

test('drawPlot() shortens pixels and leaves labels as they are', () => {
  const { markup } = drawn('[0.123456, 0.234567)')
  expect(markup).toContain('[0.123456, 0.234567)')
  expect(markup.replaceAll(/>[^<]*</g, '><')).not.toMatch(/\.\d{3}/)
})

test.each(['</text><script>alert(1)</script>', '"><img src=x>', '&lt;b&gt;', '<!--'])('the label %j stays text', (label) => {
  const { document } = parseHTML(`<body>${drawn(label).markup}</body>`)
  expect(document.querySelectorAll('script,img').length).toBe(0)
  expect(document.querySelector('svg')?.textContent).toContain(label)
})

test('cutText() keeps what fits and cuts what does not', () => {
  expect(cutText('여성', 100)).toBe('여성')
  expect(textWidth(cutText('아주 긴 이름을 가진 병원의 진료과', 80))).toBeLessThanOrEqual(80)
  expect(cutText('아주 긴 이름을 가진 병원의 진료과', 80)).toMatch(/…$/)
})
