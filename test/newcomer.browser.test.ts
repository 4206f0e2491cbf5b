import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openChromium } from '../benchmarks/open-chromium.ts'
import { fillHome, serveHome, type Served } from '../benchmarks/served-dam.ts'
import { expectAccessible } from './portal.fixture.ts'

/*
 * Somebody who has never seen datadam, in front of the dam that `npm start` opens: finds a data set in Korean, understands what was
 * done to it, counts one number again, and loads the rows by the lines of the page. The tests are steps of one walk; each begins
 * where the one before left off. Nothing is reached but by what the pages show.
 */
const run = promisify(execFile)
const python = join(import.meta.dirname, 'clients/python.sh')
const Loaded = z.object({ rows: z.number(), columns: z.array(z.string()) })
const LONG = { timeout: 300_000 }

let home: string
let served: Served
let browser: Browser
let page: Page
let rows = 0

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'datadam-newcomer-'))
  await fillHome(home, { say: () => {} })
  served = await serveHome(home)
  browser = await openChromium()
  const context = await browser.newContext({ baseURL: served.address, locale: 'ko-KR', viewport: { width: 1280, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  page.setDefaultTimeout(60_000)
}, 600_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  rmSync(home, { recursive: true, force: true })
}, 60_000)

test('a word with its ending, typed into the one field of the first page, leads to the data set', LONG, async () => {
  await page.goto('/')
  await page.getByRole('combobox', { name: '데이터 찾기' }).fill('병원에서 퇴원한')
  await page.getByRole('button', { name: '찾기' }).click()
  await page.getByRole('main').getByRole('link', { name: /퇴원/ }).first().click()
  await page.getByRole('heading', { level: 1, name: /퇴원/ }).waitFor()
  const told = await page.getByText(/^[\d,]+개 가운데 1–50/).innerText()
  rows = Number(told.replace(/개.*/s, '').replaceAll(',', ''))
  expect(rows).toBeGreaterThan(1000)
})

test('what was done to the data is told, promise beside count', LONG, async () => {
  await page.getByRole('link', { name: '믿기' }).click()
  await page.getByRole('heading', { name: '약속과 실제' }).waitFor()
  const smallest = page.getByRole('row', { name: /가장 작은 동질집합의 사람 수/ })
  expect(Number(await smallest.getByRole('cell').nth(3).innerText())).toBeGreaterThanOrEqual(5)
  await expectAccessible(page)
})

test('one number is counted again in the page, and comes out the same', LONG, async () => {
  const smallest = page.getByRole('row', { name: /가장 작은 동질집합의 사람 수/ })
  const measured = await smallest.getByRole('cell').nth(3).innerText()
  await smallest.getByRole('button', { name: /계산 보기/ }).click()
  await page.getByText('서로 다른 사람을 세며').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '여기서 지금 다시 세기' }).click()
  await page.getByText(/^1행, [\d,]+ ms$/).waitFor()
  expect(await page.getByRole('region', { name: '답', exact: true }).getByRole('cell').last().innerText()).toBe(measured)
})

test.each([{ kind: 'pandas', button: 'pandas' }, { kind: 'duckdb', button: 'DuckDB' }])('the lines for $button, copied from the page, load every row', LONG, async ({ kind, button }) => {
  const loaded = Loaded.parse(JSON.parse(await runPython(kind, await copySnippet(button))))
  expect(loaded.rows).toBe(rows)
  expect(loaded.columns).toContain('성별')
})

test('the lines for the command line fetch the file, whole', LONG, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-fetched-'))
  await run('bash', ['-c', await copySnippet('명령줄')], { cwd: folder })
  const [name = ''] = readdirSync(folder)
  const file = readFileSync(join(folder, name))
  expect([file.subarray(0, 4).toString(), file.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1'])
  rmSync(folder, { recursive: true })
})

/** Chooses a language of the snippet, presses "copy", and gives what the clipboard then holds. */
async function copySnippet(button: string): Promise<string> {
  if (await page.getByRole('heading', { name: '불러오기' }).count() === 0) await page.getByRole('link', { name: '쓰기' }).click()
  const card = page.locator('section', { has: page.getByRole('heading', { name: '불러오기' }) })
  await card.getByText(button, { exact: true }).click()
  await card.getByRole('button', { name: '복사' }).click()
  await card.getByRole('button', { name: '복사됨' }).waitFor()
  const copied = z.string().parse(await page.evaluate('navigator.clipboard.readText()'))
  await card.getByRole('button', { name: '복사', exact: true }).waitFor()
  return copied
}

async function runPython(kind: string, snippet: string): Promise<string> {
  const child = run(python, [join(import.meta.dirname, 'clients/run-snippet.py'), kind])
  child.child.stdin?.end(snippet)
  return (await child).stdout
}
