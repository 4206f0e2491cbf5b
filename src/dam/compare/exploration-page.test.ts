import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { explorationPage } from './exploration-page.ts'
import { madeChoice, madeTried } from './outcome.fixture.ts'

const { outcome: _, ...impossible } = madeChoice({ k: 100, because: 'no k of 100 <i>' })
const page = explorationPage({
  name: 'city/people', version: '1.0.0', metric: 'loss', rows: 1200, parity: { by: ['<b>sex'], atMost: 1.5 },
  choices: [
    madeChoice({ isOwn: true, isOnFront: true, outcome: madeTried({ worstGroup: { cell: [{ column: '<b>sex', value: '</td><script>alert(1)</script>' }], rows: 100, suppressed: 0, loss: 0.3, worstIn: 'loss', times: 1.2 } }) }),
    impossible,
  ],
})
const { document } = parseHTML(page)

test('explorationPage() shows five pictures and every choice in a table', () => {
  expect(document.querySelectorAll('figure svg').length).toBe(5)
  expect(document.querySelectorAll('tbody tr').length).toBe(2)
  expect(document.querySelector('tbody tr.own')?.textContent).toContain('* own')
  expect(document.querySelector('main ol')?.textContent).toBe('no k of 100 <i>')
})

test('explorationPage() speaks Korean too', () => {
  expect(Array.from(document.querySelectorAll('[lang=ko]'), ({ textContent }) => textContent).join(' ')).toContain('정보 손실과 가장 강한 공격')
})

test('explorationPage() runs nothing and asks for nothing from elsewhere, whatever the data is called', () => {
  expect(document.querySelectorAll('script, link, img, iframe, i, b').length).toBe(0)
  expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|@import|url\(/)
  expect(document.body.textContent).toContain('</td><script>alert(1)</script>')
})
