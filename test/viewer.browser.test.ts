import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { becomeOperator, foundCity, open, signUp } from './portal-acts.fixture.ts'
import { expectAccessible, openPortal, type PortalFixture, type Visitor } from './portal.fixture.ts'
import { visits } from './program.fixture.ts'

/*
 * Somebody looks at released rows and at how they came out against the plan, by the real server and Chromium. The city publishes
 * through the interface, as its portal does; what is tried here is what readers see.
 */
const ROWS = 400
const DATASET = 'saeron-city/visits'
const PAGE = `/datasets/${DATASET}`
const KIM = { name: '김하나', email: 'kim@example.org', password: '마루 위의 고양이 일곱 마리' }
const LEE = { name: '이두리', email: 'lee@example.org', password: '바다에 뜬 배 열두 척' }

const Runs = z.object({ items: z.array(z.object({ state: z.string() })) })

let portal: PortalFixture
let anybody: Visitor
beforeAll(async () => {
  portal = await openPortal()
  const [kim, lee] = [await portal.visit(), await portal.visit()]
  await becomeOperator(kim, KIM, portal)
  await signUp(lee, LEE, portal)
  await foundCity(kim, lee, LEE)
  await publish(kim, lee)
  anybody = await portal.visit()
}, 300_000)
afterAll(async () => { await portal?.end() }, 60_000)

const LONG = { timeout: 200_000 }

test('rows are sorted by the heads of their columns, up, down and back, and the address holds it', LONG, async () => {
  const { page } = anybody
  await open(anybody, PAGE)
  await grid().getByRole('columnheader', { name: '비용' }).waitFor()
  await page.getByText(`${ROWS}행`, { exact: true }).waitFor()
  const released = await column('비용')
  const costs = Array.from({ length: ROWS }, (_, row) => (row * 37) % 900).toSorted((one, other) => one - other)
  await sort('비용', 'ascending')
  expect((await column('비용')).map(Number)).toEqual(costs.slice(0, 50))
  await sort('비용', 'descending')
  expect((await column('비용')).map(Number)).toEqual(costs.toReversed().slice(0, 50))
  await page.getByText('비용 큰 값부터').waitFor()
  await page.getByRole('button', { name: '다음' }).click()
  await page.getByText(`${ROWS}개 가운데 51–100`).waitFor()
  await page.reload()
  await page.getByText(`${ROWS}개 가운데 51–100`).waitFor()
  expect((await column('비용')).map(Number)).toEqual(costs.toReversed().slice(50, 100))
  await sort('비용', 'none')
  expect(await column('비용')).toEqual(released)
})

test('filters are set by the keyboard, several at once, and taken back', LONG, async () => {
  const { page } = anybody
  await open(anybody, PAGE)
  await filter('비용', async () => {
    await page.keyboard.press('Tab')
    await page.keyboard.type('800')
  })
  const high = Array.from({ length: ROWS }, (_, row) => (row * 37) % 900).filter((cost) => cost >= 800).length
  await page.getByText(`${ROWS}행 가운데 ${high}행`, { exact: true }).waitFor()
  await filter('진단', async () => {
    await page.keyboard.press('Tab')
    await page.keyboard.type('a')
  })
  const both = Array.from({ length: ROWS }, (_, row) => row).filter((row) => row % 3 === 0 && (row * 37) % 900 >= 800).length
  await page.getByText(`${ROWS}행 가운데 ${both}행`, { exact: true }).waitFor()
  expect(new Set(await column('진단'))).toEqual(new Set(['A']))
  await expectAccessible(page)
  // Whoever is given the address sees the same.
  const friend = await portal.visit({ locale: 'en-US' })
  await friend.page.goto(page.url())
  await friend.page.getByText(`${both} of ${ROWS} rows`, { exact: true }).waitFor()
  await friend.context.close()
  await filter('진단', async () => {
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('nothing like it')
  })
  await page.getByText('모든 조건에 맞는 행이 없습니다').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^조건 빼기: .*진단/ }).click()
  await page.getByText(`${ROWS}행 가운데 ${high}행`, { exact: true }).waitFor()
  await page.getByRole('button', { name: '조건 모두 빼기' }).first().click()
  await page.getByText(`${ROWS}행`, { exact: true }).waitFor()
  expect(new URL(page.url()).search).toBe('')
})

test('each column has its chart at its head, and below with a sentence, a table and the command that counts it again', LONG, async () => {
  const { page } = anybody
  await open(anybody, PAGE)
  await grid().getByRole('img', { name: /^비용 열의 분포: .*에서 .*까지/ }).waitFor()
  const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: '비용' }) })
  await card.getByText('수치를 표로 보기').click()
  const counts = (await card.locator('tbody td.number').allInnerTexts()).map(Number)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ROWS)
  expect(await card.innerText()).toMatch(/평균은 .*입니다/)
  await page.getByRole('article').filter({ has: page.getByRole('heading', { name: '진단' }) }).getByRole('button', { name: /^그림의 계산 보기/ }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.innerText()).toContain('duckdb -c "select')
  await expectAccessible(page)
  // One click asks the very question of the chart, and gets its numbers.
  await dialog.getByRole('link').click()
  const answer = page.getByRole('region', { name: '답', exact: true }).last()
  await answer.waitFor()
  expect(await answer.locator('tbody tr').allInnerTexts()).toEqual([134, 133, 133].map((count, place) => expect.stringMatching(new RegExp(`${['A', 'B', 'C'][place]}\\s+${count}$`))))
})

test('the grid scrolls by the keyboard, and the page holds it on a phone', LONG, async () => {
  const { page, context } = await portal.visit({ width: 360 })
  await page.goto(`${portal.url}${PAGE}`)
  const rows = page.getByRole('region', { name: '공개된 행' })
  await rows.locator('tbody tr').first().waitFor()
  await rows.focus()
  await page.keyboard.press('End')
  for (let times = 0; times < 5; times += 1) await page.keyboard.press('ArrowRight')
  await expect.poll(() => rows.evaluate((element) => [element.scrollTop > 0, element.scrollLeft > 0])).toEqual([true, true])
  await context.close()
})

test('what was planned stands beside what was measured, and the shortest is named', LONG, async () => {
  const { page } = anybody
  await open(anybody, `${PAGE}?tab=trust`)
  const plan = page.getByRole('region', { name: '계획한 것과 센 것' })
  await plan.waitFor()
  expect(await plan.getByRole('row', { name: /행 수, 하한/ }).innerText()).toMatch(/100\s+400\s+지킴/)
  await plan.getByText('계획한 2개 집단 가운데 2개가 정한 범위를 벗어났습니다. 가장 모자라는 집단은 남이며, 172행이 부족합니다.').waitFor()
  expect(await plan.getByRole('row', { name: /^남/ }).innerText()).toMatch(/70% ± 5%\s+50%\s+200\s+172행 부족/)
  expect(await plan.getByRole('row', { name: /^여/ }).innerText()).toContain('계획보다 많음')
  await expectAccessible(page)
})

test.each([{ locale: 'ko-KR', width: 1280 }, { locale: 'ko-KR', width: 360 }, { locale: 'ar', width: 1280 }, { locale: 'ar', width: 360 }])('rows, columns and plan stand in $locale at $width pixels, with nothing beyond the edge', LONG, async (look) => {
  const { page, context } = await portal.visit(look)
  const chosen = new URLSearchParams({ filter: JSON.stringify([{ column: '비용', is: 'at-least', value: '100' }, { column: '진단', is: 'equals', value: 'A' }]), sort: JSON.stringify([{ column: '비용', direction: 'descending' }]) })
  for (const path of [`${PAGE}?tab=trust`, `${PAGE}?${chosen}`]) {
    await page.goto(`${portal.url}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate('[document.dir || "ltr", document.documentElement.scrollWidth <= innerWidth]'), path).toEqual([look.locale === 'ar' ? 'rtl' : 'ltr', true])
    await expectAccessible(page)
  }
  await page.locator('.column-tools .filter').nth(4).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
  await context.close()
})

test('nothing went wrong unseen', () => {
  expect(portal.faults).toEqual([])
})

function grid() {
  return anybody.page.getByRole('region', { name: '공개된 행' })
}

/** The cells of a column, as soon as they are those that were asked for. */
async function column(name: string): Promise<string[]> {
  await grid().and(anybody.page.locator('[aria-busy="false"]')).waitFor()
  const names = await grid().locator('thead th .sort').allInnerTexts()
  return grid().locator(`tbody td:nth-child(${names.indexOf(name) + 2})`).allInnerTexts()
}

async function sort(name: string, expected: 'ascending' | 'descending' | 'none'): Promise<void> {
  await grid().getByRole('button', { name, exact: true }).focus()
  await anybody.page.keyboard.press('Enter')
  await grid().locator(`th[aria-label="${name}"][aria-sort="${expected}"]`).waitFor()
}

/** Opens a column's filter, writes what is given from the first field on, and sends it, by keys alone. */
async function filter(name: string, write: () => Promise<void>): Promise<void> {
  const { page } = anybody
  await grid().getByRole('button', { name: new RegExp(`^${name} 거르기`) }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus')).waitFor()
  await write()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** What the portal asks of the interface until a version is out. */
async function publish(steward: Visitor, approver: Visitor): Promise<void> {
  await open(steward, '/workspace/new')
  const { page } = steward
  await page.getByLabel('제목, 한국어').fill('방문 기록')
  await page.getByLabel('제목, English').fill('Visits')
  await page.getByRole('button', { name: '시작하기' }).click()
  const { 'visits.csv': csv, 'recipe.yaml': recipe } = visits(ROWS)
  await page.getByLabel('파일', { exact: true }).setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('checkbox', { name: /visits\.csv/ }).and(page.locator(':enabled')).waitFor()
  const plan = 'plan: {rows: {at-least: 100}, cells: {by: [성별], target: {shares: [{cell: {성별: 남}, share: 0.7}, {cell: {성별: 여}, share: 0.3}]}, tolerance: 0.05}}'
  await send(steward, 'PUT', '/recipe', { text: recipe.replace('test-city', 'saeron-city').replace(/plan: .*/, plan) })
  await send(steward, 'POST', '/runs', {})
  for (let state = 'waiting'; state !== 'done'; state = Runs.parse(await send(steward, 'GET', '/runs?limit=1')).items[0]?.state ?? 'none') {
    if (state !== 'waiting' && state !== 'running') throw new Error(`The run is ${state}`)
    await page.waitForTimeout(500)
  }
  await send(steward, 'POST', '/versions/1.0.0/submit', {})
  await send(approver, 'POST', '/versions/1.0.0/approve', { words: '계획보다 남자가 적지만 그대로 공개합니다' })
}

/** Asks the interface as the person in front of the browser does. */
async function send({ page }: Visitor, method: string, path: string, body?: unknown): Promise<unknown> {
  const asked = { method, headers: { 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const answer = z.object({ status: z.number(), text: z.string() }).parse(await page.evaluate(`fetch(${JSON.stringify(`/api/v1/datasets/${DATASET}${path}`)}, ${JSON.stringify(asked)}).then(async (answer) => ({ status: answer.status, text: await answer.text() }))`))
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.text === '' ? undefined : JSON.parse(answer.text)
}
