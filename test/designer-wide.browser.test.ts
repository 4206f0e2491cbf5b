import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { becomeSteward, signIn } from './portal-acts.fixture.ts'
import { expectAccessible, openPortal, type PortalFixture, type Visitor } from './portal.fixture.ts'

/* A steward designs the recipe of a table of 200 columns, and meets another window that saves the same recipe. In Korean, by the real server and Chromium. */
const DESIGNER = '/workspace/saeron-city/wide/recipe'
const RECIPE = '/api/v1/datasets/saeron-city/wide/recipe'
const KIM = { name: '김하나', email: 'kim@example.org', password: '마루 위의 고양이 일곱 마리' }
const LONG = { timeout: 240_000 }
const SOON = { timeout: 30_000 }

let portal: PortalFixture
let kim: Visitor

beforeAll(async () => {
  portal = await openPortal()
  kim = await portal.visit()
  await becomeSteward(kim, KIM, portal)
  await makeWide()
}, 240_000)
afterAll(async () => { await portal?.end() }, 60_000)

test('a column is found by typing a part of its name, and chosen by the keyboard', LONG, async () => {
  const { page } = kim
  await page.goto(`${portal.url}${DESIGNER}`)
  await page.getByRole('heading', { name: '열 200개' }).waitFor()
  await page.getByRole('searchbox', { name: '이름으로 열 찾기' }).fill('age 17')
  await page.getByText('12개 보임').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: 'age_170' }).waitFor()
  await page.locator('.meters').waitFor()
  await expectAccessible(page)
  expect(await page.locator('.column-list [aria-current="true"]').innerText()).toContain('age_170')
})

test('many columns get their role at once, in one step that is taken back', LONG, async () => {
  const { page } = kim
  await page.getByRole('searchbox', { name: '이름으로 열 찾기' }).fill('age_05')
  await page.getByRole('button', { name: '여러 개' }).click()
  await page.getByRole('checkbox', { name: 'age_051 고르기' }).click()
  await page.getByRole('checkbox', { name: 'age_054 고르기' }).click({ modifiers: ['Shift'] })
  await expectAccessible(page)
  const sensitive = page.locator('.column-list li > button', { hasText: '민감' })
  const begun = performance.now()
  await page.getByLabel('고른 열의 역할').selectOption('sensitive')
  await expect.poll(() => sensitive.count(), SOON).toBe(4)
  // A slow machine keeps it; reading the recipe anew after each change does not.
  expect(performance.now() - begun).toBeLessThan(5000)
  await expect.poll(async () => (await saved()).text.match(/role: sensitive/g)?.length, SOON).toBe(4)
  await page.getByRole('checkbox', { name: '보이는 10개 모두' }).click()
  await page.getByLabel('고른 열의 역할').selectOption('sensitive')
  await expect.poll(() => sensitive.count(), SOON).toBe(10)
  for (const count of [4, 0]) {
    await page.getByRole('button', { name: '되돌리기' }).click()
    await expect.poll(() => sensitive.count(), SOON).toBe(count)
  }
})

test('of two windows the second is told who saved and when, and takes theirs or keeps its own', LONG, async () => {
  const other = await portal.visit()
  await signIn(other, KIM)
  // Somebody who signs in wears no organisation's hat yet.
  await other.page.getByRole('button', { name: /^지금의 자격/ }).click()
  await other.page.getByRole('menuitem', { name: /새론시/ }).click()
  await other.page.getByRole('button', { name: /^지금의 자격.*새론시/ }).waitFor()
  for (const visitor of [other, kim]) {
    await visitor.page.goto(`${portal.url}${DESIGNER}`)
    await visitor.page.locator('.meters').waitFor()
  }
  const note = other.page.getByRole('alert', { name: '레시피의 두 초안' })
  await weigh(kim, '2')
  await expect.poll(async () => (await saved()).text, SOON).toContain('weight: 2')
  await weigh(other, '3')
  await note.getByText(/김하나 님이 .*다른 초안을 저장했습니다/).waitFor()
  expect([await note.locator('.removed').innerText(), await note.locator('.added').innerText()]).toEqual([expect.stringContaining('weight: 2'), expect.stringContaining('weight: 3')])
  expect((await saved()).text).toContain('weight: 2')
  await expectAccessible(other.page)
  await note.getByRole('button', { name: '상대 것 받기' }).click()
  await note.waitFor({ state: 'detached' })
  await expect.poll(() => weightOf(other), SOON).toBe('2')

  await weigh(kim, '4')
  await expect.poll(async () => (await saved()).text, SOON).toContain('weight: 4')
  await weigh(other, '5')
  await note.getByRole('button', { name: '내 것을 위에 저장하기' }).click()
  await note.waitFor({ state: 'detached' })
  await expect.poll(async () => (await saved()).text, SOON).toContain('weight: 5')
  // What was left is one step back.
  await other.page.getByRole('button', { name: '되돌리기' }).click()
  await expect.poll(() => weightOf(other), SOON).toBe('4')
  await other.context.close()
})

test.each([['ar', 360], ['ko', 360], ['ar', 1280]])('the list of many columns has no fault of access in %s at %i', LONG, async (language, width) => {
  const { page } = kim
  await page.evaluate((chosen) => { localStorage.setItem('datadam-language', chosen) }, language)
  await page.setViewportSize({ width, height: 800 })
  await page.goto(`${portal.url}${DESIGNER}`)
  await page.locator('.find-columns button').click()
  await page.locator('.role-of-many').waitFor()
  await expectAccessible(page)
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'), 'nothing stands out of the page').toBeLessThanOrEqual(0)
})

test('nothing went wrong unseen', () => {
  expect(portal.faults).toEqual([])
})

/** The recipe as the server has it. */
async function saved(): Promise<{ readonly text: string }> {
  return z.object({ text: z.string() }).parse(await (await kim.context.request.get(`${portal.url}${RECIPE}`)).json())
}

async function weigh({ page }: Visitor, weight: string): Promise<void> {
  await page.getByLabel('무게').fill(weight)
}

function weightOf({ page }: Visitor): Promise<string> {
  return page.getByLabel('무게').inputValue()
}

/** A data set of 200 columns, whose recipe is written rather than proposed, which takes a while. */
async function makeWide(): Promise<void> {
  const { page, context } = kim
  await page.goto(`${portal.url}/workspace/new`)
  await page.getByLabel('제목, 한국어').fill('넓은 표')
  await page.getByLabel('제목, English').fill('Wide')
  await page.getByRole('button', { name: '시작하기' }).click()
  const names = Array.from({ length: 200 }, (_, place) => `age_${String(place).padStart(3, '0')}`)
  const rows = Array.from({ length: 300 }, (_, row) => names.map((_, column) => (row * 7 + column) % 60).join(','))
  await page.getByLabel('파일', { exact: true }).setInputFiles({ name: 'wide.csv', mimeType: 'text/csv', buffer: Buffer.from([names.join(','), ...rows].join('\n')) })
  await page.getByRole('checkbox', { name: /wide\.csv/ }).and(page.locator(':enabled')).waitFor()
  const columns = names.map((name, place) => `  ${name}: {role: ${place < 3 ? 'quasi-identifier' : 'plain'}, type: integer}`)
  const text = ['datadam: 1', 'dataset: {name: saeron-city/wide, title: Wide, licence: CC0-1.0, language: [ko]}', 'source: {kind: csv, path: wide.csv}', 'columns:', ...columns, 'privacy: {models: [k-anonymity: 5]}', 'release: {version: 1.0.0, access: restricted}', ''].join('\n')
  const answer = await context.request.put(`${portal.url}${RECIPE}`, { data: { text }, headers: { origin: portal.url } })
  expect(answer.status()).toBe(200)
}
