import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { becomeSteward } from './portal-acts.fixture.ts'
import { expectAccessible, openPortal, type PortalFixture, type Visitor } from './portal.fixture.ts'
import { visits } from './program.fixture.ts'

/*
 * A steward makes a data set, has a recipe proposed and designs it, in Korean, by the real server and Chromium. The tests are
 * chapters; each begins where the one before left off.
 */
const ROWS = 6000
const DESIGNER = '/workspace/saeron-city/visits/recipe'
const KIM = { name: '김하나', email: 'kim@example.org', password: '마루 위의 고양이 일곱 마리' }
const LONG = { timeout: 300_000 }
const SOON = { timeout: 30_000 }

let portal: PortalFixture
let kim: Visitor

beforeAll(async () => {
  portal = await openPortal()
  kim = await portal.visit()
}, 240_000)
afterAll(async () => { await portal?.end() }, 60_000)

test('a recipe is proposed for an uploaded table, and the designer opens with its columns, the risk and twenty rows', LONG, async () => {
  await becomeSteward(kim, KIM, portal)
  await uploadAndPropose()
  const { page } = kim
  await page.getByRole('heading', { name: '열 6개' }).waitFor()
  await page.getByText(`6,000행 가운데 5,000행으로`).waitFor()
  expect(await figure('가장 작은 무리')).toMatch(/^\d+$/)
  expect(await page.getByRole('region', { name: '앞과 뒤의 행' }).locator('tbody tr').count()).toBe(20)
  await expectAccessible(page)
})

test('a technique is changed by the keyboard alone, and the rows and the risk follow', LONG, async () => {
  const { page } = kim
  const first = page.getByRole('navigation', { name: '열과 약속' }).getByRole('button').first()
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: '나이' }).waitFor()
  const before = await figure('가장 작은 무리')
  const technique = page.getByLabel('나이 열을 어떻게 하나요?')
  await technique.focus()
  // What a select does with a letter is the browser's; the options are walked as a keyboard does.
  await press(technique, 'ArrowDown', 'drop')
  await page.getByText('세는 중').waitFor({ state: 'hidden' })
  await expect.poll(() => figure('가장 작은 무리'), { timeout: 30_000 }).not.toBe(before)
  expect(await page.getByRole('region', { name: '앞과 뒤의 행' }).locator('tbody tr').first().innerText()).toContain('뺌')
  await page.keyboard.press('Control+z')
  await expect.poll(() => figure('가장 작은 무리'), { timeout: 30_000 }).toBe(before)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => figure('가장 작은 무리'), { timeout: 30_000 }).not.toBe(before)
  await page.getByRole('button', { name: '되돌리기' }).click()
  await expect.poll(() => figure('가장 작은 무리'), { timeout: 30_000 }).toBe(before)
})

test('the tree of levels is walked by the keyboard, and a stricter promise makes the labels wider', LONG, async () => {
  const { page } = kim
  const tree = page.getByRole('tree', { name: '나이의 수준' })
  await tree.getByRole('treeitem').first().focus()
  await page.keyboard.press('ArrowRight')
  expect(await focused(tree)).toContain('[0, 40)')
  await page.keyboard.press('ArrowLeft')
  expect(await tree.locator(':focus').getAttribute('aria-expanded')).toBe('false')
  await page.keyboard.press('ArrowLeft')
  expect(await focused(tree)).toContain('*')
  await page.keyboard.press('ArrowLeft')
  expect(await tree.getByRole('treeitem').count()).toBe(1)
  await page.getByRole('button', { name: /사람에 대한 약속/ }).click()
  const lost = await figure('잃는 정보')
  await page.getByLabel('적어도 이만큼').fill('200')
  await expect.poll(() => figure('잃는 정보'), { timeout: 30_000 }).not.toBe(lost)
  expect(Number(await figure('가장 작은 무리'))).toBeGreaterThanOrEqual(200)
  await expectAccessible(page)
})

test('the picture of other promises is walked by the keyboard, and a point that is taken can be taken back', LONG, async () => {
  const { page } = kim
  const picture = page.getByRole('region', { name: '보호와 쓸모' })
  // k up to 50 comes to the same with these values, so it is one point; the promise of 200 stands apart.
  await picture.getByRole('rowheader', { name: '200' }).waitFor()
  const points = picture.getByRole('group').getByRole('button')
  expect(await points.count()).toBe(2)
  await picture.locator('[aria-pressed="true"]').focus()
  expect(await picture.locator(':focus').getAttribute('aria-label')).toMatch(/^k 200: /)
  await page.keyboard.press('ArrowLeft')
  expect(await picture.locator(':focus').getAttribute('aria-label')).toMatch(/^k 2–50: .*0%/)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  // Of those that cost the same, the one that promises most.
  await expect.poll(() => page.getByLabel('적어도 이만큼').inputValue(), SOON).toBe('50')
  await picture.getByRole('row', { name: /^50 .*지금/ }).waitFor()
  expect(await picture.getByText(/지금대로 k 50이면/).count()).toBe(1)
  await picture.getByRole('button', { name: 'k 20 고르기' }).click()
  await expect.poll(() => page.getByLabel('적어도 이만큼').inputValue(), SOON).toBe('20')
  await expect.poll(() => picture.getByText('k 50까지는 더 잃는 것이 없습니다').count(), { timeout: 30_000 }).toBe(1)
  for (const k of ['50', '200']) {
    await page.getByRole('button', { name: '되돌리기' }).click()
    await expect.poll(() => page.getByLabel('적어도 이만큼').inputValue(), SOON).toBe(k)
  }
})

test('a hierarchy of a file is drawn with counts, taken over into the recipe, or read from the disk', LONG, async () => {
  const { page } = kim
  await page.goto(`${portal.url}${DESIGNER.replace('recipe', 'uploads')}`)
  const zones = ['04100;북;*', '04101;북;*', '04102;남;*', '04103;남;*', '04104;남;*'].join('\n')
  await page.getByLabel('파일', { exact: true }).setInputFiles({ name: 'zones.csv', mimeType: 'text/csv', buffer: Buffer.from(zones) })
  await page.getByRole('checkbox', { name: /zones\.csv/ }).and(page.locator(':enabled')).waitFor()
  await page.goto(`${portal.url}${DESIGNER}`)
  await chooseColumn(/우편번호/)
  const kind = page.getByLabel('우편번호 값을 굵게 만드는 방법')
  const before = await kind.inputValue()
  await kind.selectOption('file')
  await page.getByRole('tree', { name: '우편번호의 수준' }).getByRole('treeitem', { name: /^남\s*[23],\d{3}/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '레시피로 옮겨 오기' }).click()
  const tree = page.getByRole('tree', { name: '우편번호의 나무' })
  expect(await tree.locator('[aria-level="1"]').count()).toBe(2)
  await expect.poll(() => recipeText(), { timeout: 10_000 }).toMatch(/tree: \{북: \[/)
  const file = page.getByLabel('우편번호 열의 범주 체계가 담긴 파일')
  await file.setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('04100;북;가\n04101;북;나\n') })
  await page.getByRole('alert').getByText(/row 2/).waitFor()
  await file.setInputFiles({ name: 'zones.yaml', mimeType: 'text/yaml', buffer: Buffer.from('도심: ["04100", "04101"]\n변두리: ["04102", "04103", "04104"]\n') })
  await tree.getByRole('treeitem', { name: /^변두리/ }).waitFor()
  for (const _ of ['of the disk', 'taken over', 'of the upload']) await page.getByRole('button', { name: '되돌리기' }).click()
  expect(await kind.inputValue()).toBe(before)
})

test('a tree of names is made of the values, and a value moved into a group of its own by the keyboard', LONG, async () => {
  const { page } = kim
  await page.getByRole('navigation', { name: '열과 약속' }).getByRole('button', { name: /우편번호/ }).click()
  await page.getByLabel('우편번호 값을 굵게 만드는 방법').selectOption('tree')
  const tree = page.getByRole('tree', { name: '우편번호의 나무' })
  await tree.getByRole('treeitem', { name: /^04102/ }).click()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => tree.locator('[aria-level="1"]').count()).toBe(2)
  expect(await focused(tree)).toContain('묶음 2')
  await tree.getByRole('treeitem', { name: /^04103/ }).dragTo(tree.locator('[aria-level="1"]').nth(1))
  await expect.poll(() => recipeText(), { timeout: 10_000 }).toMatch(/묶음 2: \[["']?04102["']?, ["']?04103["']?\]/)
  await page.getByText('세는 중').waitFor({ state: 'hidden' })
  expect(await page.getByRole('alert').count()).toBe(0)
  await expectAccessible(page)
})

test('the text shows the same, offers words, and marks the line that is broken', LONG, async () => {
  const { page } = kim
  await page.getByRole('button', { name: 'YAML' }).click()
  const text = page.getByRole('textbox', { name: /YAML/ })
  const sound = await text.inputValue()
  expect(sound).toContain('# ')
  await text.focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('priv')
  await page.getByRole('option', { name: 'privacy' }).waitFor()
  await page.keyboard.press('Escape')
  // What is typed after a second is a step of its own.
  await page.waitForTimeout(1100)
  await text.fill(sound.replace('role: sensitive', 'role: sensitiv'))
  const line = sound.slice(0, sound.indexOf('role: sensitive')).split('\n').length
  await page.getByRole('alert').getByRole('button', { name: `${line}번째 줄` }).waitFor()
  expect(await page.locator('.gutter .wrong').innerText()).toBe(`✕ ${line}`)
  expect(await page.getByRole('button', { name: '1.0.0 판 실행하기' }).isDisabled()).toBe(true)
  await page.getByText('바꾸기 전 수치').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '열', exact: true }).click()
  await page.getByRole('navigation', { name: '열과 약속' }).getByRole('button', { name: /진단.*고칠 것/ }).waitFor()
  for (const _ of ['the broken word', 'the word that was begun']) await page.getByRole('button', { name: '되돌리기' }).click()
  await page.getByRole('alert').waitFor({ state: 'detached' })
})

test('all rows are counted when they are asked for', LONG, async () => {
  const { page } = kim
  await page.getByRole('button', { name: '모든 행 세기' }).and(page.locator(':enabled')).click()
  await page.getByText('6,000행 모두를').waitFor()
  expect(await page.getByRole('button', { name: '모든 행 세기' }).count()).toBe(0)
})

test('it is saved by itself, and is there again when the page is loaded anew', LONG, async () => {
  const { page } = kim
  const before = await recipeText()
  await page.getByRole('navigation', { name: '열과 약속' }).getByRole('button', { name: /비용/ }).click()
  await page.getByLabel('비용 열을 어떻게 하나요?').selectOption('round')
  await page.getByLabel('가장 가까운 배수로').fill('250')
  await expect.poll(() => recipeText(), { timeout: 30_000 }).toContain('round: 250')
  await page.getByText('에 저장됨').waitFor()
  expect(await recipeText()).not.toBe(before)
  await page.reload()
  await page.getByRole('navigation', { name: '열과 약속' }).getByRole('button', { name: /비용/ }).click()
  expect(await page.getByLabel('가장 가까운 배수로').inputValue()).toBe('250')
})

test.each(['ko', 'ar'])('the designer has no fault of access in %s, wide and on a phone', LONG, async (language) => {
  const { page } = kim
  await page.evaluate((chosen) => { localStorage.setItem('datadam-language', chosen) }, language)
  for (const [width, height] of [[1280, 900], [360, 800]] as const) {
    await page.setViewportSize({ width, height })
    await page.goto(`${portal.url}${DESIGNER}`)
    await page.locator('.meters').waitFor()
    for (const column of [1, 3, 4, 6]) {
      await page.locator('.column-list li > button').nth(column).click()
      if (column === 6) await page.locator('.tradeoff tbody tr').first().waitFor()
      await expectAccessible(page)
    }
    await page.getByRole('button', { name: 'YAML' }).click()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'), 'nothing stands out of the page').toBeLessThanOrEqual(0)
  }
})

test('nothing went wrong unseen', LONG, async () => {
  expect(portal.faults).toEqual([])
})

async function figure(name: string): Promise<string> {
  return kim.page.locator('.meters > div', { hasText: name }).first().locator('.figure').innerText()
}

/** Presses a key on a select until the option is chosen. */
async function press(select: Locator, key: string, option: string): Promise<void> {
  for (let times = 0; times < 10 && (await select.inputValue()) !== option; times += 1) await select.press(key)
  expect(await select.inputValue()).toBe(option)
}

async function focused(tree: Locator): Promise<string> {
  return tree.locator(':focus').innerText()
}

async function chooseColumn(name: RegExp): Promise<void> {
  await kim.page.getByRole('navigation', { name: '열과 약속' }).getByRole('button', { name }).click()
}

/** The recipe as the server has it. */
async function recipeText(): Promise<string> {
  const answer = await kim.context.request.get(`${portal.url}/api/v1/datasets/saeron-city/visits/recipe`)
  return z.object({ text: z.string() }).parse(await answer.json()).text
}

async function uploadAndPropose(): Promise<void> {
  const { page } = kim
  await page.goto(`${portal.url}/workspace/new`)
  await page.getByLabel('제목, 한국어').fill('방문 기록')
  await page.getByLabel('제목, English').fill('Visits')
  await page.getByRole('button', { name: '시작하기' }).click()
  await page.getByLabel('파일', { exact: true }).setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(visits(ROWS)['visits.csv']) })
  await page.getByRole('checkbox', { name: /visits\.csv/ }).and(page.locator(':enabled')).waitFor()
  await page.getByRole('button', { name: '이 파일로 레시피 제안받기' }).and(page.locator(':enabled')).click()
}
