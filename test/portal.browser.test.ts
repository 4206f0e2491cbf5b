import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { becomeOperator, describeYourself, foundCity, open, press, rewriteRecipe, signUp } from './portal-acts.fixture.ts'
import { expectAccessible, findViolations, openPortal, type PortalFixture, type Visitor } from './portal.fixture.ts'
import { visits } from './program.fixture.ts'

/*
 * One story from the first start to a key that has ended, as people live it: by the real server, its jobs, its letters and
 * Chromium, in Korean. The tests are its chapters; each begins where the one before left off.
 */
const ROWS = 400
const DATASET = 'saeron-city/visits'
const VERSION = `/api/v1/datasets/${DATASET}/versions/1.0.0`
const KIM = { name: '김하나', email: 'kim@example.org', password: '마루 위의 고양이 일곱 마리' }
const LEE = { name: '이두리', email: 'lee@example.org', password: '바다에 뜬 배 열두 척' }
const PARK = { name: '박세리', email: 'park@example.org', password: '들판을 건너는 바람 소리' }

let portal: PortalFixture
let kim: Visitor
let lee: Visitor
let park: Visitor

beforeAll(async () => {
  portal = await openPortal()
  kim = await portal.visit()
  lee = await portal.visit()
  park = await portal.visit()
}, 240_000)
afterAll(async () => { await portal?.end() }, 60_000)

const LONG = { timeout: 300_000 }

test('the link of the first start makes the first operator, once', LONG, async () => {
  const { page } = kim
  await becomeOperator(kim, KIM, portal)
  await page.getByRole('link', { name: '운영' }).waitFor()
  await lee.page.goto(portal.welcome)
  await describeYourself(lee, LEE)
  await press(lee, '내 계정 만들기')
  await lee.page.getByRole('alert').waitFor()
  expect(await lee.page.getByText('계정이 생겼습니다').count()).toBe(0)
})

test('others sign up, confirm their address by a letter, and sign in', LONG, async () => {
  for (const [visitor, person] of [[lee, LEE], [park, PARK]] as const) {
    await signUp(visitor, person, portal)
    expect(await visitor.page.getByRole('link', { name: '운영' }).count()).toBe(0)
  }
})

test('an organisation is founded, and an approver invited, who accepts and puts the hat on', LONG, async () => {
  const { page } = kim
  await foundCity(kim, lee, LEE)
  await open(kim, '/organisations/saeron-city')
  await page.getByRole('cell', { name: LEE.email }).waitFor()
  expect(await page.getByRole('row', { name: new RegExp(LEE.name) }).innerText()).toMatch(/승인자\s+이용 담당자/)
})

test('a table is uploaded, and a recipe proposed for it, with its faults beside it until it is sound', LONG, async () => {
  const { page } = kim
  await open(kim, '/workspace/new')
  await page.getByLabel('제목, 한국어').fill('방문 기록')
  await page.getByLabel('제목, English').fill('Visits')
  await expectAccessible(page)
  await press(kim, '시작하기')
  await page.getByLabel('파일', { exact: true }).setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(visits(ROWS)['visits.csv']) })
  await page.getByText('도착함').waitFor()
  await page.getByRole('checkbox', { name: /visits\.csv/ }).and(page.locator(':enabled')).waitFor()
  await expectAccessible(page)
  await press(kim, '이 파일로 레시피 제안받기')
  await rewriteRecipe(kim, (text) => text.replace(/title: .*/, 'title: {ko: 방문 기록, en: Visits}').replace(/licence: .*/, 'licence: CC-BY-4.0').replace(/access: .*/, 'access: nobody'))
  await page.getByText(/"nobody" is not known here/).waitFor()
  expect(await page.getByRole('button', { name: '1.0.0 판 실행하기' }).isDisabled()).toBe(true)
  await expectAccessible(page)
  await rewriteRecipe(kim, (text) => text.replace(/access: .*/, 'access: open'))
})

test('it is run with live stages, the report stands in the portal, and it is submitted', LONG, async () => {
  const { page } = kim
  await runAndWait()
  const report = page.frameLocator('iframe.sheet')
  await page.locator('iframe.sheet').scrollIntoViewIfNeeded()
  await report.getByRole('heading', { level: 1, name: '방문 기록' }).waitFor()
  await expectAccessible(page)
  await submit()
  await open(kim, `/review/${DATASET}/1.0.0`)
  await page.getByText('다른 사람이 결정합니다').waitFor()
  expect(await page.getByRole('button', { name: '승인하고 공개하기' }).count()).toBe(0)
  await expectAccessible(page)
})

test('the second person returns it with reasons, it is corrected, run anew and approved', LONG, async () => {
  const { page } = kim
  await decide('돌려보내기', '우편번호를 더 굵게 묶어 주세요')
  await portal.letter(KIM.email, new RegExp(`http\\S+/workspace/${DATASET}/versions`))
  await open(kim, '/inbox')
  await page.getByRole('main').getByRole('link', { name: /방문 기록/ }).click()
  await page.getByText('우편번호를 더 굵게 묶어 주세요').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '레시피 고치기' }).click()
  await rewriteRecipe(kim, (text) => text.replace('우편번호: {role: quasi-identifier, type: text}', '우편번호: {role: quasi-identifier, type: text, hierarchy: {prefix: [4, 3, 2]}}'))
  await runAndWait()
  await submit()
  await decide('승인하고 공개하기', '고친 대로 좋습니다')
  expect(z.object({ state: z.string() }).parse(await (await fetch(`${portal.url}${VERSION}`)).json())).toEqual({ state: 'published' })
})

test('anybody finds it in the catalogue, sees its rows and looks at every tab', LONG, async () => {
  const anybody = await portal.visit()
  const { page } = anybody
  await open(anybody, `/datasets?${new URLSearchParams({ query: '방문' })}`)
  await page.getByRole('link', { name: '방문 기록' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '방문 기록' }).click()
  await page.getByText(`${ROWS}개 가운데 1–50`).waitFor()
  await expectAccessible(page)
  for (const tab of ['trust', 'use', 'versions', 'story', 'talk']) {
    await open(anybody, `/datasets/${DATASET}?tab=${tab}`)
    await page.getByRole('heading', { name: '방문 기록' }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
  }
  const file = await firstFile()
  expect((await fetchFile(file.path)).status).toBe(200)
  await anybody.context.close()
})

test('search understands endings and slips, a search is kept, and a question in SQL is answered, drawn and taken away', LONG, async () => {
  const { page } = park
  await open(park, `/datasets?${new URLSearchParams({ query: '방문을' })}`)
  await page.getByRole('link', { name: '방문 기록' }).waitFor()
  await press(park, '이런 새 자료를 알려 주세요')
  await page.getByText('저장했습니다').waitFor()
  await open(park, '/account/searches')
  await page.getByRole('link', { name: '방문을' }).click()
  await open(park, `/datasets?${new URLSearchParams({ query: '방뭄' })}`)
  await page.getByText('‘방뭄’에 맞는 자료가 없어').waitFor()
  await page.getByRole('link', { name: '방문 기록' }).waitFor()
  await open(park, `/datasets/${DATASET}?tab=ask`)
  await page.getByLabel('SQL 질문').fill('select "성별", count(*) as n from data group by all order by n desc')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^\d+행, [\d,]+ ms$/).waitFor()
  await press(park, '그림')
  await page.getByText(/가장 작은 값/).waitFor()
  await expectAccessible(page)
  const taken = await fetch(new URL(await page.getByRole('link', { name: 'CSV로 내려받기' }).getAttribute('href') ?? '', portal.url))
  expect([taken.status, (await taken.text()).split('\n')[0]]).toEqual([200, '성별,n'])
  await page.getByLabel('SQL 질문').fill('select nothing from data')
  await press(park, '질문')
  await page.getByRole('alert').getByText(/nothing/).waitFor()
})

test('the operator sees people, jobs, storage, health and the audit log', LONG, async () => {
  for (const part of ['users', 'jobs', 'storage', 'health', 'audit-log']) {
    await open(kim, `/operator/${part}`)
    await kim.page.getByRole('heading', { level: 1 }).waitFor()
    await kim.page.waitForLoadState('networkidle')
    await expectAccessible(kim.page)
  }
  expect(await kim.page.getByText('version:decide').count()).toBeGreaterThan(0)
})

test.each([{ locale: 'en-US', width: 1280 }, { locale: 'en-US', width: 360 }, { locale: 'ar', width: 1280 }, { locale: 'ar', width: 360 }, { locale: 'ko-KR', width: 360 }])('what everybody sees stands in $locale at $width pixels, with nothing beyond the edge', LONG, async (look) => {
  expect(await findFaults(['/', '/datasets', ...['look', 'ask', 'trust', 'use', 'versions', 'story', 'talk'].map((tab) => `/datasets/${DATASET}?tab=${tab}`), '/privacy', '/security', '/sign-in', '/sign-up', '/nowhere'], look)).toEqual([])
})

test.each([{ locale: 'en-US', width: 360 }, { locale: 'ar', width: 1280 }, { locale: 'ar', width: 360 }])('what a person at work sees stands in $locale at $width pixels, with nothing beyond the edge', LONG, async (look) => {
  const parts = (path: string, names: readonly string[]) => names.map((name) => `${path}/${name}`)
  expect(await findFaults([
    '/workspace', '/workspace/new', ...parts(`/workspace/${DATASET}`, ['details', 'uploads', 'recipe', 'runs', 'versions', 'access', 'applications']), `/review/${DATASET}/1.0.0`,
    '/inbox', '/notifications', '/applications', '/recalls', ...parts('/account', ['profile', 'security', 'sessions', 'keys', 'searches']),
    '/organisations', '/organisations/saeron-city', '/invitations', ...parts('/operator', ['users', 'jobs', 'storage', 'health', 'audit-log']),
  ], look, await kim.context.cookies())).toEqual([])
})

test('once rows are given on application, one applies, and an officer grants it', LONG, async () => {
  const { page } = kim
  await open(kim, `/workspace/${DATASET}/details`)
  await page.getByLabel('누가 행을 볼 수 있나').selectOption('on-application')
  await press(kim, '저장')
  await page.getByRole('link', { name: '신청서 양식' }).click()
  await page.getByRole('spinbutton').first().waitFor()
  await expectAccessible(page)
  await open(park, `/datasets/${DATASET}`)
  await park.page.getByText('이 데이터의 행은 열려 있지 않습니다').waitFor()
  await expectAccessible(park.page)
  await park.page.getByRole('link', { name: '이용 신청하기' }).first().click()
  await park.page.locator('textarea').first().fill('고령 환자의 방문 간격을 견주어 보는 공개 연구에 씁니다')
  await expectAccessible(park.page)
  await press(park, '신청 보내기')
  await park.page.getByText('답을 기다림').waitFor()
  await expectAccessible(park.page)
  await open(lee, '/inbox')
  await lee.page.getByRole('main').getByRole('link', { name: '방문 기록' }).click()
  await lee.page.getByLabel('까닭').fill('공익 연구입니다')
  await expectAccessible(lee.page)
  await press(lee, '허락하기')
  await lee.page.getByText('허락함').waitFor()
  await open(park, `/datasets/${DATASET}`)
  await park.page.getByText(`${ROWS}개 가운데 1–50`).waitFor()
  expect((await fetchFile((await firstFile()).path)).status).toBe(401)
})

test('a key of the account downloads the file, and refuses once it has ended or expired', LONG, async () => {
  const { page } = park
  await open(park, '/account/keys')
  await page.getByLabel('이름').fill('연구')
  await expectAccessible(page)
  await press(park, '키 만들기')
  await page.getByText('키를 지금 복사하세요').waitFor()
  await expectAccessible(page)
  const [key = ''] = /ddk_[\w-]+/.exec(await page.getByRole('main').innerText()) ?? []
  const { path, bytes } = await firstFile()
  expect((await fetchFile(path)).status).toBe(401)
  const given = await fetchFile(path, key)
  expect([given.status, (await given.arrayBuffer()).byteLength]).toEqual([200, bytes])
  await press(park, '키 연구 끝내기')
  await page.getByRole('button', { name: '키 연구 끝내기' }).waitFor({ state: 'detached' })
  expect((await fetchFile(path, key)).status).toBe(401)
  const short = z.object({ key: z.string() }).parse(await page.evaluate(`fetch('/api/v1/keys', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'short', scopes: ['download'], expiresAt: new Date(Date.now() + 8000).toISOString() }) }).then((answer) => answer.json())`))
  expect((await fetchFile(path, short.key)).status).toBe(200)
  await expect.poll(async () => (await fetchFile(path, short.key)).status, { timeout: 60_000, interval: 1000 }).toBe(401)
})

test('nothing went wrong unseen: no script threw, the policy blocked nothing, no answer was a fault of the server', LONG, async () => {
  expect(portal.faults).toEqual([])
})

/** Pages that are not whole in a language and width: with another direction, something beyond the edge, or a fault of access. */
async function findFaults(paths: readonly string[], look: { readonly locale: string; readonly width: number }, cookies: Awaited<ReturnType<Visitor['context']['cookies']>> = []): Promise<string[]> {
  const visitor = await portal.visit(look)
  const { page, context } = visitor
  await context.addCookies(cookies)
  const faults: string[] = []
  for (const path of paths) {
    await open(visitor, path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    faults.push(...(await findViolations(page)).map((violation) => `${path}: ${violation}`))
    const [direction, isWithin] = z.tuple([z.string(), z.boolean()]).parse(await page.evaluate('[document.dir || "ltr", document.documentElement.scrollWidth <= innerWidth]'))
    if (direction !== (look.locale === 'ar' ? 'rtl' : 'ltr')) faults.push(`${path}: ${direction}`)
    if (!isWithin) faults.push(`${path}: beyond the edge`)
  }
  await context.close()
  return faults
}

/** Starts the run of the recipe on the page; its stages are seen to end without the page being loaded again. */
async function runAndWait(): Promise<void> {
  const { page } = kim
  await press(kim, '1.0.0 판 실행하기')
  await page.getByRole('heading', { name: '1.0.0 판 실행' }).waitFor()
  await page.getByRole('button', { name: '실행 멈추기' }).waitFor()
  await page.getByRole('link', { name: '결과를 보고 내기' }).waitFor({ timeout: 200_000 })
}

async function submit(): Promise<void> {
  const { page } = kim
  await page.getByRole('link', { name: '결과를 보고 내기' }).click()
  await press(kim, '승인 받으러 내기')
  await page.getByRole('main').getByText('승인을 기다림').first().waitFor()
  await expectAccessible(page)
}

async function decide(decision: '돌려보내기' | '승인하고 공개하기', words: string): Promise<void> {
  const { page } = lee
  await open(lee, '/inbox')
  await page.getByRole('main').getByRole('link', { name: /방문 기록/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('main').getByRole('link', { name: /방문 기록/ }).click()
  await page.getByLabel('까닭').fill(words)
  await page.locator('iframe.sheet').scrollIntoViewIfNeeded()
  await page.frameLocator('iframe.sheet').getByRole('heading', { level: 1 }).first().waitFor()
  await expectAccessible(page)
  await press(lee, decision)
  await page.waitForURL('**/inbox')
}

async function firstFile(): Promise<{ path: string; bytes: number }> {
  const { files } = z.object({ files: z.array(z.object({ path: z.string(), bytes: z.number() })) }).parse(await (await fetch(`${portal.url}${VERSION}`)).json())
  const file = files.find(({ path }) => path.startsWith('data/'))
  if (file === undefined) throw new Error('The release has no data')
  return file
}

function fetchFile(path: string, key?: string): Promise<Response> {
  return fetch(`${portal.url}${VERSION}/files/${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } })
}
