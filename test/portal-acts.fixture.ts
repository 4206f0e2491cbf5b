import { expect } from 'vitest'
import { expectAccessible, type PortalFixture, type Visitor } from './portal.fixture.ts'

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

/** Makes the first account by the link of the first start, which makes its person an operator, and signs in. */
export async function becomeOperator(visitor: Visitor, person: Person, { welcome }: PortalFixture): Promise<void> {
  const { page } = visitor
  await page.goto(welcome)
  await describeYourself(visitor, person)
  await expectAccessible(page)
  await press(visitor, '내 계정 만들기')
  await page.getByText('계정이 생겼습니다').waitFor()
  await signIn(visitor, person)
}

/** Signs up, confirms the address by its letter, and signs in. */
export async function signUp(visitor: Visitor, person: Person, portal: PortalFixture): Promise<void> {
  const { page } = visitor
  await open(visitor, '/sign-up')
  await describeYourself(visitor, person)
  await expectAccessible(page)
  await press(visitor, '가입하기')
  await page.goto(await portal.letter(person.email, /http\S+\/verify\?token=\S+/))
  await page.getByText('이메일이 확인되었습니다').waitFor()
  await expectAccessible(page)
  await signIn(visitor, person)
}

/** Founds the city of Saeron, and takes somebody in as the one who approves and grants access, with the city's hat on. */
export async function foundCity(founder: Visitor, second: Visitor, { email }: Person): Promise<void> {
  const { page } = founder
  await open(founder, '/organisations')
  await press(founder, '기관 만들기')
  await page.getByLabel('이름, 한국어').fill('새론시')
  await page.getByLabel('이름, English').fill('Saeron City')
  await expectAccessible(page)
  await press(founder, '만들기')
  await press(founder, '사람 들이기')
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('구성원').uncheck()
  await page.getByLabel('승인자').check()
  await page.getByLabel('이용 담당자').check()
  await expectAccessible(page)
  await press(founder, '들이기')
  await page.getByRole('button', { name: `${email} 초대 되돌리기` }).waitFor()
  await expectAccessible(page)
  await open(second, '/invitations')
  await press(second, '받아들이기')
  await second.page.getByText('기다리는 초대가 없습니다').waitFor()
  await press(second, /^지금의 자격/)
  await second.page.getByRole('menuitem', { name: '새론시' }).click()
  await second.page.getByRole('button', { name: '지금의 자격: 새론시' }).waitFor()
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

/** Makes the first account by the link of the first start, and founds Saeron City with it, whose data sets it then makes. */
export async function becomeSteward(visitor: Visitor, person: Person, { url, welcome }: PortalFixture): Promise<void> {
  const { page } = visitor
  await page.goto(welcome)
  await describeYourself(visitor, person)
  await press(visitor, '내 계정 만들기')
  await page.getByText('계정이 생겼습니다').waitFor()
  await signIn(visitor, person)
  await page.goto(`${url}/organisations`)
  await press(visitor, '기관 만들기')
  await page.getByLabel('이름, 한국어').fill('새론시')
  await page.getByLabel('이름, English').fill('Saeron City')
  await press(visitor, '만들기')
  await page.getByRole('button', { name: '사람 들이기' }).waitFor()
}
