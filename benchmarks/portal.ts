import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import { markdownTable } from './markdown-table.ts'
import { PAGES } from './portal-pages.ts'
import { withFilledPortal } from './with-filled-portal.ts'

/** A slow phone: a fourth of this machine's speed, and the line that Lighthouse calls slow 4G. */
const PHONE = { slowdown: 4, latency: 150, download: 1_638_400 / 8, upload: 750_000 / 8, width: 360, height: 740 }

const Measured = z.object({ script: z.number(), style: z.number(), all: z.number(), largest: z.number(), shift: z.number(), blocked: z.number() })
type Measured = z.infer<typeof Measured>

/** Script size, first paint of the largest part, and layout shift of ten pages on a slow phone; and how long the catalogue takes to answer a choice. */
export async function runPortalBenchmark(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...parameters], options: { home: { type: 'string' } } })
  await withFilledPortal(values.home, async (browser, address) => {
    const rows: (string | number)[][] = []
    for (const { name, path } of PAGES) rows.push([name, ...cellsOf(await loadPage(browser, `${address}${path}`))])
    process.stdout.write(`\n${markdownTable(['page', 'script kB', 'style kB', 'all kB', 'largest paint s', 'layout shift', 'blocked ms'], rows)}\n\n`)
    process.stdout.write(`${markdownTable(['act', 'ms'], [['a facet is chosen, until the list stands', await chooseFacet(browser, address)]])}\n`)
  })
}

function cellsOf({ script, style, all, largest, shift, blocked }: Measured): (string | number)[] {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(0)
  return [kilobytes(script), kilobytes(style), kilobytes(all), (largest / 1000).toFixed(2), shift.toFixed(3), blocked.toFixed(0)]
}

async function openPhone(browser: Browser) {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: PHONE.width, height: PHONE.height }, isMobile: true, hasTouch: true })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: PHONE.latency, downloadThroughput: PHONE.download, uploadThroughput: PHONE.upload })
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slowdown })
  return { context, page }
}

/** What a page costs whoever opens it first, with an empty cache. Sizes are as they went over the line, compressed. */
async function loadPage(browser: Browser, address: string): Promise<Measured> {
  const { context, page } = await openPhone(browser)
  await page.addInitScript(OBSERVE)
  await page.goto(address, { waitUntil: 'networkidle', timeout: 120_000 })
  await page.waitForTimeout(1000)
  const measured = Measured.parse(await page.evaluate(TELL))
  await context.close()
  return measured
}

/** Time from a touch on a facet until the answer is drawn; the median of five. */
async function chooseFacet(browser: Browser, address: string): Promise<number> {
  const { context, page } = await openPhone(browser)
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    await page.goto(`${address}/datasets`, { waitUntil: 'networkidle', timeout: 120_000 })
    await page.locator('.facets > summary').click()
    const facet = page.locator('.facet a').first()
    await facet.waitFor()
    const begun = performance.now()
    await facet.click()
    await page.locator('.facet a[aria-current]').first().waitFor()
    await page.locator('.dataset-row').first().waitFor()
    times.push(performance.now() - begun)
  }
  await context.close()
  return Math.round(times.toSorted((one, other) => one - other)[2] ?? 0)
}

const OBSERVE = `
  window.seen = { largest: 0, shift: 0, blocked: 0 }
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.largest = entry.startTime }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.blocked += Math.max(0, entry.duration - 50) }).observe({ type: 'longtask', buffered: true })
`

const TELL = `(() => {
  const entries = performance.getEntriesByType('resource')
  const sum = (fits) => entries.filter(fits).reduce((bytes, entry) => bytes + entry.transferSize, 0)
  const page = performance.getEntriesByType('navigation')[0].transferSize
  return { script: sum(({ name }) => new URL(name).pathname.endsWith('.js')), style: sum(({ name }) => new URL(name).pathname.endsWith('.css')), all: page + sum(() => true), ...window.seen }
})()`
