import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { PrivacyReport } from '#dam/dataset/reports.ts'
import { openChromium } from '../benchmarks/open-chromium.ts'
import { datadam, folderWith, visits } from './program.fixture.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))
const files = visits(400)
/** Two sexes of 15 and 18 people among the men: too few to be told one by one. */
const withSmallGroups = (csv: string) => csv.split('\n').map((line, row) => (row % 12 === 2 && row < 180 ? line.replace('남', '미상') : row % 12 === 4 && row < 216 ? line.replace('남', '기타') : line)).join('\n')
const folder = folderWith({
  ...files,
  'visits.csv': withSmallGroups(files['visits.csv']),
  // A plan that is not met and a rule that fails, so that every kind of mark is on the page.
  'population.csv': '성별,share\n여,0.7\n남,0.3\n',
  'recipe.yaml': files['recipe.yaml']
    .replace('quality:', 'fairness: {label: 진단, favourable: A, groups: [성별], reference: population.csv, prediction: {column: 비용, favourable: {at-most: 450}, score: 나이}, weights: true}\nquality:')
    .replace('plan: {rows: {at-least: 100}}', 'plan: {rows: {at-least: 1000, claimed: 1000}, cells: {by: [성별, 진단], target: {equal: true}, tolerance: 0.001}}')
    .replace('models: [{k-anonymity: 5}]', 'models: [{k-anonymity: 5}]\n  population: 50000')
    .replace('max: 120', 'max: 70')
    .replace('do: pseudonym', 'do: drop'),
})
const address = pathToFileURL(join(folder, 'releases/test-city/visits@1.0.0/report.html')).href
let browser: Browser

beforeAll(async () => {
  const ran = await datadam(folder, ['run', 'recipe.yaml', '--quiet'])
  if (ran.code !== 0) throw new Error(`No release to look at: ${ran.stderr}`)
  browser = await openChromium()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(width: number, colorScheme: 'light' | 'dark', language: 'ko' | 'en'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
  await page.goto(address)
  await page.locator(`#language-${language}`).check({ force: true })
  return page
}

/** Opens everything that is folded. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
}

const SCREENS = [1280, 360].flatMap((width) => (['light', 'dark'] as const).flatMap((scheme) => (['ko', 'en'] as const).map((language) => ({ width, scheme, language }))))

test.each(SCREENS)('the report has no fault of access and fits at $width, $scheme, $language', async ({ width, scheme, language }) => {
  const page = await open(width, scheme, language)
  await page.evaluate(axe)
  const violations = Violations.parse(await page.evaluate('axe.run(document).then((found) => found.violations)'))
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  await page.close()
})

test.each(SCREENS.filter(({ width, scheme, language }) => (scheme === 'dark') === (width === 360) && (language === 'ko') === (width === 360)))('so it is with everything opened, at $width, $scheme, $language', async ({ width, scheme, language }) => {
  const page = await open(width, scheme, language)
  await unfold(page)
  await page.evaluate(axe)
  const violations = Violations.parse(await page.evaluate('axe.run(document).then((found) => found.violations)'))
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  await page.close()
})

test('on a phone the fairness section is read in a minute: the gravest in words, a line with the answer for everything else', async () => {
  const page = await open(360, 'light', 'en')
  const section = page.locator('#en-fairness')
  expect((await section.boundingBox())?.height).toBeLessThan(2_500)
  const gravest = await section.locator('.gravest li').allInnerTexts()
  const failed = FairnessReport.parse(ofRelease('reports/fairness.json')).findings.filter(({ verdict }) => verdict === 'failed')
  expect(gravest.length).toBeGreaterThan(0)
  expect(gravest.length).toBeLessThanOrEqual(Math.min(5, failed.length))
  for (const words of gravest) expect(words).toMatch(/\d %/)
  expect(await section.locator('figure:visible').count()).toBe(0)
  const lines = await section.locator('.fold-answer').allInnerTexts()
  expect(lines.length).toBeGreaterThan(5)
  for (const line of lines) expect(line.length).toBeGreaterThan(20)
  await page.close()
})

test('what is folded opens without a script, and is all printed', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(address)
  const first = page.locator('.page:visible .fold').first()
  await first.locator('summary').first().click()
  expect(await first.locator('table').first().isVisible()).toBe(true)
  await page.emulateMedia({ media: 'print' })
  const tables = page.locator('.page:visible table')
  expect(await tables.count()).toBeGreaterThan(20)
  expect(await tables.evaluateAll((found) => found.filter((table) => !table.checkVisibility()).length)).toBe(0)
  await context.close()
})

test('the language is changed by keyboard alone', async () => {
  const page = await open(1280, 'light', 'ko')
  await page.locator('#language-ko').focus()
  await page.keyboard.press('ArrowRight')
  expect(await page.locator('.page[lang=en] h1').isVisible()).toBe(true)
  expect(await page.locator('.page[lang=ko] h1').isVisible()).toBe(false)
  expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  await page.close()
})

test('the report reaches for nothing outside itself', async () => {
  const page = await browser.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(address)
  expect(asked).toEqual([address])
  await page.close()
})

const ofRelease = (path: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, 'releases/test-city/visits@1.0.0', path), 'utf8')))

test('attacks, groups and fairness stand on the page as in the reports', async () => {
  const page = await open(1280, 'light', 'en')
  await unfold(page)
  const Attacks = z.array(z.object({ attempts: z.number() }))
  const attacks = Attacks.parse(ofRelease('reports/privacy.json')['attacks'])
  const rows = page.locator('#en-privacy figure', { hasText: 'What attacks on this release reached' }).locator('tbody tr')
  expect(await rows.locator('td:nth-child(2)').evaluateAll((cells) => cells.map(({ textContent }) => Number(textContent?.replaceAll(',', ''))))).toEqual(attacks.map(({ attempts }) => attempts))
  expect(await page.locator('#en-privacy figure', { hasText: 'What each group lost: 성별' }).locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/^[남여]/), expect.stringMatching(/^[남여]/), expect.stringMatching(/^Groups too small to judge, together\s+33/), expect.stringMatching(/^All rows/)])
  const findings = z.array(z.unknown()).parse(ofRelease('reports/fairness.json')['findings'])
  expect(await page.locator('#en-fairness').innerText()).toContain('weights/')
  expect(await page.locator('#en-fairness table').first().locator('tbody tr').count()).toBe(Math.min(12, findings.length))
  expect(await page.locator('#en-minute').innerText()).toMatch(/Thinnest against the population: 성별: 여 \(50 %, population 70 %\)/)
  await page.close()
})

test('the rates of the model, its parities, the counts and what to collect stand on the page as in the report', async () => {
  const page = await open(1280, 'light', 'en')
  await unfold(page)
  const report = FairnessReport.parse(ofRelease('reports/fairness.json'))
  const section = page.locator('#en-fairness')
  const cells = report.crossings.flatMap((crossing) => crossing.cells)
  const counts = (title: string) => section.locator('figure', { has: page.locator('h4', { hasText: title }) }).locator('td[data-heading]').evaluateAll((found) => found.filter((cell) => ['Rows', 'Of rows'].includes(cell.getAttribute('data-heading') ?? '')).map(({ textContent }) => Number(textContent?.replaceAll(',', ''))))
  // The last row is that of the groups too small to judge, together: what the others leave of all rows.
  const withRest = (told: readonly number[], whole: number) => [...told, whole - told.reduce((sum, rows) => sum + rows, 0)]
  expect(await counts('Who is there: 성별')).toEqual(withRest(cells.map(({ rows }) => rows), 400))
  expect(report.crossings[0]?.rest).toEqual({ cells: 2, rows: 33 })
  for (const [title, metric] of [['Selection rate', 'selectionRate'], ['True positive rate', 'truePositiveRate'], ['False positive rate', 'falsePositiveRate'], ['Precision', 'positivePredictiveValue']] as const) {
    expect(await counts(title)).toEqual(withRest(cells.map(({ prediction }) => prediction?.metrics[metric].of ?? 0), report.whole.prediction?.metrics[metric].of ?? 0))
  }
  expect(await section.getByRole('table', { name: 'Whether the model treats groups alike' }).locator('tbody tr').count()).toBe(report.crossings.length)
  expect(await section.getByRole('table', { name: 'Whether scores mean what they say: 나이' }).locator('tbody tr').count()).toBe(cells.length)
  expect(await section.getByRole('table', { name: 'What to collect next' }).locator('tbody tr').count()).toBe(report.collection.length)
  expect(report.collection.length).toBeGreaterThan(0)
  expect(await page.locator('#en-minute').innerText()).toMatch(/Begin with 성별: 여\. [\d,]+ more records are needed beside the 200 there are now, so that they are 70 % of the data, as in the population/)
  for (const picture of ['Who is there: 성별', 'Outcome “진단”: 성별', 'Selection rate', 'Precision']) {
    const drawn = section.locator('figure', { has: page.locator('h4', { hasText: picture }) }).locator('.picture.wide')
    expect(await drawn.locator('circle[fill="var(--before)"]').count()).toBe(1)
    expect(await drawn.textContent()).toContain('together')
  }
  // What is drawn says its number, too: a text that is all outline cannot be read.
  expect(await page.evaluate(`[...document.querySelectorAll('#en-fairness svg text')].map((text) => getComputedStyle(text)).filter(({ stroke, paintOrder }) => stroke !== 'none' && !paintOrder.startsWith('stroke')).length`)).toBe(0)
  await page.close()
})

test('columns that foretell a group are told apart: released ones first, the others folded with the reason', async () => {
  const page = await open(1280, 'light', 'en')
  await unfold(page)
  const { ranked, notReleased } = FairnessReport.parse(ofRelease('reports/fairness.json')).proxies
  const fold = page.locator('#en-fairness .fold', { has: page.locator('h3', { hasText: 'Columns that foretell a group' }) })
  const columnsOf = (name: string) => fold.getByRole('table', { name, exact: true }).locator('tbody th').allInnerTexts()
  expect(await columnsOf('Columns that foretell a group')).toEqual(ranked.slice(0, 8).map(({ column }) => column))
  expect(await columnsOf('Columns that are not released')).toEqual(['환자번호'])
  expect(notReleased.map(({ column }) => column)).toEqual(['환자번호'])
  expect(await fold.getByRole('table', { name: 'Columns that are not released' }).innerText()).toContain('The recipe drops it.')
  await page.close()
})

test('models with their rule, every attack in words, and the rows of each level stand on the page as in the report', async () => {
  const page = await open(1280, 'light', 'en')
  const privacy = PrivacyReport.parse(ofRelease('reports/privacy.json'))
  const promises = await page.locator('#en-promise').innerText()
  for (const { label } of [...privacy.modelFacts, ...privacy.parity]) expect(promises).toContain(label.en)
  expect(promises).toMatch(/Smallest class \(k-anonymity\)\s+—\s+≥ \d/)
  const tried = page.locator('#en-privacy div', { has: page.locator('h4', { hasText: 'What was tried' }) }).last().locator('li')
  expect(await tried.count()).toBe(new Set(privacy.attacks.map(({ id }) => id)).size)
  for (const words of await tried.allInnerTexts()) expect(words).toMatch(/(chance \(|nothing to guess)/)
  expect(privacy.recoding).toBe('strict-local')
  const levels = page.locator('#en-privacy figure', { hasText: 'Levels, row by row' }).locator('tbody td[data-heading="Rows"]')
  const told = await levels.evaluateAll((cells) => cells.map(({ textContent }) => Number(textContent?.replaceAll(',', ''))))
  expect(told).toEqual([...privacy.columns.flatMap(({ rowsByLevel }) => rowsByLevel.map(({ rows }) => rows)), ...(privacy.suppressed > 0 ? [privacy.suppressed] : [])])
  expect(await page.locator('#en-privacy .scores dt').count()).toBe(5)
  await page.close()
})

test('who is alone in the whole population is drawn beside the other risks, before and after, as in the report', async () => {
  const page = await open(1280, 'light', 'en')
  await unfold(page)
  const { before, after } = PrivacyReport.parse(ofRelease('reports/privacy.json'))
  const figure = page.locator('#en-privacy figure', { hasText: 'Chance of being found' })
  const rows = await figure.locator('tbody tr', { hasText: 'Alone among all' }).allInnerTexts()
  const estimates = [before, after].map(({ populationUniques }) => populationUniques?.zayatz)
  expect(estimates.every((estimate) => typeof estimate === 'number')).toBe(true)
  expect(rows.at(-1)).toContain(`from ${estimates.map((estimate) => Math.round(estimate ?? 0).toLocaleString('en-GB')).join(' to ')} (Zayatz)`)
  expect(await figure.locator('.picture.wide').textContent()).toContain('Alone among all, Zayatz')
  expect(await figure.locator('figcaption').innerText()).toMatch(/Estimated to be alone in the whole population of 50,000: .* → .* \(Pitman\), .* → .* \(Zayatz\)\./)
  await page.close()
})

test('every picture has a sentence and a table, and failures come first', async () => {
  const page = await open(1280, 'light', 'en')
  await unfold(page)
  const figures = page.locator('.page[lang=en] figure')
  expect(await figures.count()).toBeGreaterThan(5)
  for (const figure of await figures.all()) {
    expect((await figure.locator('figcaption').innerText()).length).toBeGreaterThan(20)
    expect(await figure.locator('details table').count()).toBe(1)
  }
  const verdicts = await page.locator('.page[lang=en] #en-promise tbody .badge').allInnerTexts()
  expect(verdicts.slice(0, 2)).toEqual(['Not kept', 'Not kept'])
  await page.close()
})
