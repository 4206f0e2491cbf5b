import { expect } from 'vitest'
import { expectAccessible, type Visitor } from './portal.fixture.ts'

/** Somebody invented. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** Goes to a path of the portal. */
export async function open({ page }: Visitor, path: string): Promise<void> {
  await page.goto(path)
}

/** Presses the first button of this name that can be pressed. */
export async function press({ page }: Visitor, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).and(page.locator(':enabled')).first().click()
}

/** Fills in name, address and password, as signing up asks. */
export async function describeYourself({ page }: Visitor, { name, email, password }: Person): Promise<void> {
  await page.getByLabel('이름').fill(name)
  await page.getByLabel('이메일').fill(email)
  await page.getByRole('textbox', { name: '비밀번호' }).fill(password)
}

/** Signs in by password. */
export async function signIn(visitor: Visitor, { email, password }: Person): Promise<void> {
  const { page } = visitor
  await open(visitor, '/sign-in')
  await page.getByLabel('이메일').fill(email)
  await page.getByRole('textbox', { name: '비밀번호' }).fill(password)
  await expectAccessible(page)
  await press(visitor, '로그인')
  await page.getByRole('button', { name: /^지금의 자격/ }).waitFor()
  await expectAccessible(page)
}

/** Changes the recipe's text on its page, and saves it. */
export async function rewriteRecipe(visitor: Visitor, rewrite: (text: string) => string): Promise<void> {
  const { page } = visitor
  await page.getByRole('button', { name: 'YAML' }).click()
  const text = page.getByRole('textbox', { name: /YAML/ })
  const [before, after] = [await text.inputValue(), rewrite(await text.inputValue())]
  expect(after).not.toBe(before)
  await text.fill(after)
  await press(visitor, '저장')
  await page.getByText('에 저장됨').waitFor()
}
