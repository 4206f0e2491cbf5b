import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { becomeOperator, foundCity, open, press, signIn, signUp } from './portal-acts.fixture.ts'
import { openPortal, type PortalFixture, type Visitor } from './portal.fixture.ts'
import { visits } from './program.fixture.ts'

/*
 * Five tasks by the keyboard alone, in Korean, by the real server and Chromium: nothing is clicked, and nothing is reached but by
 * Tab, arrows, letters, Space and Enter. The tests are chapters; each begins where the one before left off.
 */
const DATASET = 'saeron-city/visits'
const KIM = { name: '김하나', email: 'kim@example.org', password: '마루 위의 고양이 일곱 마리' }
const LEE = { name: '이두리', email: 'lee@example.org', password: '바다에 뜬 배 열두 척' }
const PARK = { name: '박세리', email: 'park@example.org', password: '들판을 건너는 바람 소리' }
/** Further than a person would go. */
const MOST_TABS = 120

let portal: PortalFixture
let kim: Visitor
let lee: Visitor
let park: Visitor

beforeAll(async () => {
  portal = await openPortal()
  ;[kim, lee, park] = [await portal.visit(), await portal.visit(), await portal.visit()]
  await becomeOperator(kim, KIM, portal)
  await signUp(lee, LEE, portal)
  await signUp(park, PARK, portal)
  await foundCity(kim, lee, LEE)
}, 300_000)
afterAll(async () => { await portal?.end() }, 60_000)

const LONG = { timeout: 300_000 }

test('a table is uploaded, its recipe saved and run, and the version submitted', LONG, async () => {
  const { page } = kim
  await open(kim, '/workspace/new')
  await type(kim, 'textbox "제목, 한국어', '방문 기록')
  await type(kim, 'textbox "제목, English', 'Visits')
  await enter(kim, 'button "시작하기"')
  await page.getByRole('button', { name: '파일 고르기' }).waitFor()
  const [chosen] = await Promise.all([page.waitForEvent('filechooser'), enter(kim, 'button "파일 고르기"')])
  await chosen.setFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(visits(400)['visits.csv']) })
  await page.getByText('도착함').waitFor()
  await enter(kim, 'button "이 파일로 레시피 제안받기"')
  await enter(kim, 'button "YAML"')
  const proposed = await page.getByRole('textbox', { name: /YAML/ }).inputValue()
  await tabTo(kim, 'textbox "레시피 (YAML)"')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(proposed.replace(/title: .*/, 'title: {ko: 방문 기록, en: Visits}').replace(/licence: .*/, 'licence: CC-BY-4.0').replace(/access: .*/, 'access: open'))
  // The text keeps Tab to itself until Escape, as it says below it; the first closes the words that it offers.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await enter(kim, 'button "저장"')
  await page.getByText('에 저장됨').waitFor()
  await enter(kim, 'button "1.0.0 판 실행하기"')
  await page.getByRole('heading', { name: '1.0.0 판 실행' }).waitFor()
  await page.getByRole('link', { name: '결과를 보고 내기' }).waitFor({ timeout: 200_000 })
  await enter(kim, 'link "결과를 보고 내기"')
  await enter(kim, 'button "승인 받으러 내기"')
  await page.getByRole('main').getByText('승인을 기다림').first().waitFor()
  expect(await stateOf()).toBe('submitted')
})

test('it is approved', LONG, async () => {
  const { page } = lee
  await open(lee, '/inbox')
  await page.getByRole('main').getByRole('link', { name: /방문 기록/ }).waitFor()
  await enter(lee, 'link "방문 기록')
  await enter(lee, 'link "결정으로"')
  await type(lee, 'textbox "까닭', '고친 대로 좋습니다')
  await enter(lee, 'button "승인하고 공개하기"')
  await page.waitForURL('**/inbox')
  expect(await stateOf()).toBe('published')
})

test('it is found by its name, and its file downloaded', LONG, async () => {
  const anybody = await portal.visit()
  const { page } = anybody
  await open(anybody, '/')
  await page.getByRole('combobox', { name: '데이터 찾기' }).waitFor()
  await tabTo(anybody, 'link "본문으로')
  await type(anybody, 'combobox "데이터 찾기"', '방문을')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '방문 기록' }).waitFor()
  await enter(anybody, 'link "방문 기록')
  await enter(anybody, 'link "쓰기"')
  const [taken] = await Promise.all([page.waitForEvent('download'), enter(anybody, 'link "data/')])
  expect(readFileSync(await taken.path()).subarray(0, 4).toString()).toBe('PAR1')
  await anybody.context.close()
})

test('access is applied for', LONG, async () => {
  await open(kim, `/workspace/${DATASET}/details`)
  await kim.page.getByLabel('누가 행을 볼 수 있나').selectOption('on-application')
  await press(kim, '저장')
  await kim.page.getByRole('link', { name: '신청서 양식' }).waitFor()
  const { page } = park
  await open(park, `/datasets/${DATASET}`)
  await page.getByText('이 데이터의 행은 열려 있지 않습니다').waitFor()
  await enter(park, 'link "이용 신청하기"')
  await page.locator('textarea').first().waitFor()
  await type(park, 'textbox', '고령 환자의 방문 간격을 견주어 보는 공개 연구에 씁니다')
  await enter(park, 'button "신청 보내기"')
  await page.getByText('답을 기다림').waitFor()
  expect(await page.getByRole('button', { name: '신청 거두기' }).count()).toBe(1)
})

test('a session elsewhere is ended', LONG, async () => {
  const elsewhere = await portal.visit()
  await signIn(elsewhere, PARK)
  await open(park, '/account/sessions')
  await park.page.getByRole('button', { name: /세션 끝내기|끝내기/ }).first().waitFor()
  await enter(park, /^- button ".*끝내기/)
  await park.page.getByRole('button', { name: /끝내기/ }).first().waitFor({ state: 'detached' })
  await open(elsewhere, '/account/sessions')
  await elsewhere.page.getByRole('link', { name: '로그인' }).first().waitFor()
  expect(await elsewhere.page.getByRole('button', { name: /^지금의 자격/ }).count()).toBe(0)
  await elsewhere.context.close()
})

/** Where the version stands, as the interface tells it to those who may know. */
async function stateOf(): Promise<unknown> {
  return kim.page.evaluate(`fetch('/api/v1/datasets/${DATASET}/versions/1.0.0').then((answer) => answer.json()).then(({ state }) => state)`)
}

/** Tabs until what has the focus is of this role and name, as `link "방문` begins both. @throws {Error} when it is never reached */
async function tabTo({ page }: Visitor, wanted: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab')
    // Between the last and the first, the browser itself has it.
    const focus = page.locator(':focus')
    const [focused = ''] = await focus.count() === 0 ? [] : (await focus.ariaSnapshot()).split('\n')
    if (typeof wanted === 'string' ? focused.startsWith(`- ${wanted}`) : wanted.test(focused)) return
    seen.push(focused)
  }
  throw new Error(`${String(wanted)} was not reached; passed: ${[...new Set(seen)].join(', ')}`)
}

async function enter(visitor: Visitor, wanted: string | RegExp): Promise<void> {
  await tabTo(visitor, wanted)
  await visitor.page.keyboard.press('Enter')
}

async function type(visitor: Visitor, wanted: string, words: string): Promise<void> {
  await tabTo(visitor, wanted)
  await visitor.page.keyboard.insertText(words)
}
