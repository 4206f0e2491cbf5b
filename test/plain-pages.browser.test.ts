import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { expectAccessible, openPortal, type PortalFixture } from './portal.fixture.ts'

/* The pages that anybody reads without an account, and the colours that anybody may choose. */
let portal: PortalFixture
beforeAll(async () => { portal = await openPortal({ settings: { OPERATOR_NAME: '새론시 데이터과', OPERATOR_CONTACT: 'dam@dam.example' } }) }, 240_000)
afterAll(async () => { await portal?.end() }, 60_000)

/** Layout shift: up to 0.1 is good by Web Vitals. Where much is read, a font that comes late on a busy machine may move more. */
const PAGES = [
  { path: '/', shows: '.figures .beside button', mostShift: 0.1 },
  { path: '/privacy', shows: '.kept-table', mostShift: 0.4 },
  { path: '/security', shows: '#audit-log', mostShift: 0.4 },
]
const LOOKS = ['ko-KR', 'en-GB', 'ar-EG'].flatMap((locale) => [1280, 360].map((width) => ({ locale, width })))

const WATCH_SHIFT = `window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })`

/** Characters on the longest line of what is to be read, by where each stands. */
const LONGEST_LINE = `Math.max(0, ...Array.from(document.querySelectorAll('.reading p, .reading li'), (block) => {
  const range = document.createRange()
  const lines = new Map()
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (let place = 0; place < text.length; place++) {
      range.setStart(text, place); range.setEnd(text, place + 1)
      const box = range.getClientRects()[0]
      if (box) lines.set(Math.round(box.bottom / 8), (lines.get(Math.round(box.bottom / 8)) ?? 0) + 1)
    }
  }
  return Math.max(0, ...lines.values())
}))`

const number = async (page: Page, script: string) => z.number().parse(await page.evaluate(script))

describe.each(LOOKS)('in $locale, $width pixels wide', ({ locale, width }) => {
  test.each(PAGES)('$path is accessible, fits, holds still and is read easily', async ({ path, shows, mostShift }) => {
    const { page, context } = await portal.visit({ locale, width })
    await page.addInitScript(WATCH_SHIFT)
    await page.goto(path)
    await page.locator(shows).first().waitFor()
    await page.locator('footer a[href="/privacy"]').waitFor()
    await page.locator('footer a[href="/security"]').waitFor()
    await expectAccessible(page)
    expect(await number(page, 'document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(await number(page, 'window.shift')).toBeLessThan(mostShift)
    expect(await number(page, LONGEST_LINE)).toBeLessThanOrEqual(72)
    await context.close()
  })
})

test('the page on privacy names who answers, as the operator set it', async () => {
  const { page, context } = await portal.visit()
  await page.goto('/privacy')
  await page.getByText('새론시 데이터과').waitFor()
  expect(await page.getByRole('link', { name: 'dam@dam.example' }).getAttribute('href')).toBe('mailto:dam@dam.example')
  await context.close()
})

test('a figure without a number says why, and shows the query that would count it', async () => {
  const { page, context } = await portal.visit()
  await page.goto('/')
  await page.getByText('아직 내려받은 것이 없습니다').waitFor()
  await page.getByRole('button', { name: /쓰임으로 이어진 내려받기/ }).click()
  expect(await page.getByRole('dialog').locator('pre').innerText()).toContain('with taken as (')
  await expectAccessible(page)
  await context.close()
})

test('high contrast is chosen, stays after the page is loaded anew, holds at 7:1, and is taken back', async () => {
  const { page, context } = await portal.visit()
  await page.goto('/privacy')
  const choose = async (name: string) => {
    await page.getByRole('button', { name: /언어와 색/ }).click()
    const choice = page.getByRole('menuitemradio', { name })
    await choice.waitFor()
    await choice.click()
    await choice.waitFor({ state: 'detached' })
  }
  const look = () => page.evaluate('document.documentElement.dataset.contrast + " " + document.documentElement.dataset.mantineColorScheme')
  for (const [name, shown] of [['고대비, 어둡게', 'more dark'], ['고대비, 밝게', 'more light']] as const) {
    await choose(name)
    await page.reload()
    await page.locator('.kept-table').waitFor()
    expect(await look()).toBe(shown)
    await expectAccessible(page)
    const faint = await page.evaluate(`axe.run(document, { iframes: false, runOnly: ['color-contrast-enhanced'], rules: { 'color-contrast-enhanced': { enabled: true } } }).then((found) => found.violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)))`)
    expect(faint).toEqual([])
  }
  await choose('밝은 색')
  expect(await look()).toBe('normal light')
  await context.close()
})

test('nothing went wrong in any page without being seen', () => {
  expect(portal.faults).toEqual([])
})
