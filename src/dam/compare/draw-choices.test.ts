import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import type { Html } from '#platform/page/html-text.ts'
import { drawByK, drawTradeoff, tradeoffInWords } from './draw-choices.ts'
import { madeChoice, madeTried } from './outcome.fixture.ts'

const choices = [
  madeChoice({ k: 2, isOnFront: true, outcome: madeTried({ loss: 0.1, rate: 0.6 }) }),
  madeChoice({ k: 5, isOwn: true, isOnFront: true, outcome: madeTried({ loss: 0.2, rate: 0.4 }) }),
  madeChoice({ k: 5, recoding: 'strict-local', outcome: madeTried({ loss: 0.3, rate: 0.5 }) }),
  madeChoice({ k: 10, recoding: 'strict-local', because: 'a group would be hidden', outcome: madeTried({ loss: 0.15, rate: 0.3 }) }),
]

function seen({ markup: svg }: Html) {
  const { document } = parseHTML(`<!doctype html><html><body>${svg}</body></html>`)
  return { document, texts: Array.from(document.querySelectorAll('text'), ({ textContent }) => textContent), drawings: document.querySelectorAll('svg') }
}

test('drawTradeoff() draws every choice that comes to something, with its k', () => {
  const { document, texts, drawings } = seen(drawTradeoff(choices, 'a picture'))
  expect(drawings.length).toBe(1)
  expect(document.querySelector('svg')?.getAttribute('aria-label')).toBe('a picture')
  expect(texts.filter((text) => text?.startsWith('k '))).toEqual(expect.arrayContaining(['k 2', 'k 5', 'k 5', 'k 10']))
  // Two on the front, one beaten, one ring; the one that cannot be released is a cross.
  expect(document.querySelectorAll('circle').length).toBe(4)
})

test('drawTradeoff() writes one label where choices of a recoding lie on one point', () => {
  const { texts } = seen(drawTradeoff([madeChoice({ k: 2 }), madeChoice({ k: 5 })], 'a picture'))
  expect(texts).toContain('k 2, 5')
})

test('drawByK() draws a figure by k, without those that have none', () => {
  const valueOf = ({ k }: { k: number }) => (k === 10 ? undefined : k * 2)
  const { texts } = seen(drawByK(choices, { label: 'twice', axis: 'twice k', valueOf }))
  expect(texts).toEqual(expect.arrayContaining(['2', '5', '10', '↑ twice k']))
})

test('pictures of nothing are drawn too', () => {
  expect(seen(drawTradeoff([], 'nothing')).drawings.length).toBe(1)
  expect(seen(drawByK([], { label: 'nothing', axis: 'none', valueOf: () => undefined })).drawings.length).toBe(1)
})

test('tradeoffInWords() names the front', () => {
  expect(tradeoffInWords(choices)).toBe('No other choice has both less loss and less of the best attack than these: k 2, global: loss 0.1000, best attack 50.00 points beyond chance; k 5, global: loss 0.2000, best attack 30.00 points beyond chance.')
  expect(tradeoffInWords([])).toBe('No choice can be released.')
})
