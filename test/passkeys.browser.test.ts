import type { CDPSession } from 'playwright-core'
import { encode } from 'uqr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OidcSimulator, startOidcSimulator } from '#platform/auth/oidc-simulator.fixture.ts'
import { totpOf } from '#platform/auth/totp.fixture.ts'
import { drawModules } from '../src/portal/ui/draw-modules.ts'
import { describeYourself, open, press } from './portal-acts.fixture.ts'
import { expectAccessible, openPortal, type PortalFixture, type Visitor } from './portal.fixture.ts'

/*
 * Ways to sign in beside the password, as people use them: by the real server and Chromium with a device of its own that
 * makes and keeps passkeys. The tests are chapters of one story, in Korean.
 */
const KIM = { name: '김하나', email: 'kim@example.org', password: '마루 위의 고양이 일곱 마리' }

let simulator: OidcSimulator
let portal: PortalFixture
let kim: Visitor
let device: { readonly session: CDPSession; readonly authenticatorId: string }
/** Whether the device takes what is offered in the field of the address; what a button asks of it, it always answers. */
let takesOffers = false

beforeAll(async () => {
  simulator = await startOidcSimulator({ sub: 'kr-0001', email: 'gildong@example.org', email_verified: true, name: '홍길동' })
  const provider = { id: 'national-id', name: '국가 신원', discoveryUrl: simulator.discoveryUrl, clientId: simulator.clientId, clientSecret: simulator.clientSecret }
  portal = await openPortal({ host: 'localhost', settings: { SIGN_IN_PROVIDERS: JSON.stringify([provider]) } })
  kim = await portal.visit()
  device = await plugIn(kim)
}, 240_000)
afterAll(async () => {
  await portal?.end()
  await simulator?.close()
}, 60_000)

const LONG = { timeout: 120_000 }

test('a passkey is added on the account\'s page, with a name', LONG, async () => {
  const { page } = kim
  await page.goto(portal.welcome)
  await describeYourself(kim, KIM)
  await press(kim, '내 계정 만들기')
  await page.getByText('계정이 생겼습니다').waitFor()
  await signInByPassword()
  await open(kim, '/account/security')
  await press(kim, '패스키 더하기')
  await expectAccessible(page)
  await page.getByLabel('패스키 이름').fill('내 휴대폰')
  await press(kim, '기기에서 이어 하기')
  await page.getByRole('cell', { name: '내 휴대폰', exact: true }).waitFor()
  await expectAccessible(page)
  expect((await device.session.send('WebAuthn.getCredentials', { authenticatorId: device.authenticatorId })).credentials).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }])
  await press(kim, '패스키 더하기')
  await page.getByLabel('패스키 이름').fill('내 휴대폰 한 번 더')
  await press(kim, '기기에서 이어 하기')
  await page.getByRole('alert').getByText('이 기기의 패스키가 이미 있습니다').waitFor()
  await press(kim, '그만두기')
})

test('it signs in by the button, without address, password or code', LONG, async () => {
  const { page } = kim
  await signOut()
  await open(kim, '/sign-in?to=/account/security')
  await page.getByRole('button', { name: '패스키로 로그인' }).waitFor()
  await expectAccessible(page)
  await press(kim, '패스키로 로그인')
  await page.waitForURL(`${portal.url}/account/security`)
  await page.getByRole('row', { name: /내 휴대폰/ }).waitFor()
  expect(await page.getByRole('row', { name: /내 휴대폰/ }).innerText()).not.toContain('쓴 적 없음')
})

test('it is offered in the field of the address, and taken there', LONG, async () => {
  const { page } = kim
  await signOut()
  takesOffers = true
  await open(kim, '/sign-in')
  await page.waitForURL(`${portal.url}/`)
  takesOffers = false
  expect(await page.getByRole('button', { name: /^지금의 자격/ }).innerText()).toBe(KIM.name)
})

test('a device that is not unlocked does not sign in, and the page says so', LONG, async () => {
  const { page } = kim
  await signOut()
  await open(kim, '/sign-in')
  await device.session.send('WebAuthn.setUserVerified', { authenticatorId: device.authenticatorId, isUserVerified: false })
  await press(kim, '패스키로 로그인')
  await page.getByRole('alert').getByText('패스키를 받지 못했습니다').waitFor()
  expect(await page.getByRole('button', { name: /^지금의 자격/ }).count()).toBe(0)
  await expectAccessible(page)
  await device.session.send('WebAuthn.setUserVerified', { authenticatorId: device.authenticatorId, isUserVerified: true })
})

test('it is renamed, and removed once that is confirmed; then it signs in no more', LONG, async () => {
  const { page } = kim
  await signInByPassword()
  await open(kim, '/account/security')
  await press(kim, '패스키 내 휴대폰 이름 바꾸기')
  await page.getByLabel('새 이름').fill('책상 위 열쇠')
  await press(kim, '저장')
  await page.getByRole('cell', { name: '책상 위 열쇠', exact: true }).waitFor()
  await press(kim, '패스키 책상 위 열쇠 지우기')
  await expectAccessible(page)
  await press(kim, '그대로 두기')
  await page.getByRole('cell', { name: '책상 위 열쇠', exact: true }).waitFor()
  await press(kim, '패스키 책상 위 열쇠 지우기')
  await page.getByRole('group').getByRole('button', { name: '지우기' }).click()
  await page.getByRole('cell', { name: '책상 위 열쇠', exact: true }).waitFor({ state: 'detached' })
  expect(await portal.letter(KIM.email, /패스키 하나가 방금 지워졌습니다/)).not.toBe('')
  await signOut()
  await open(kim, '/sign-in')
  await press(kim, '패스키로 로그인')
  await page.getByRole('alert').getByText('여기에 없는 패스키입니다').waitFor()
})

test('the second step is set up by reading the code of the page, and asked for with the password', LONG, async () => {
  const { page } = kim
  await signInByPassword()
  await open(kim, '/account/security')
  await page.getByRole('textbox', { name: '비밀번호', exact: true }).first().fill(KIM.password)
  await press(kim, '켜기')
  const code = page.getByRole('img', { name: /QR 코드/ })
  await code.waitFor()
  await expectAccessible(page)
  const address = await page.getByRole('link', { name: '앱을 여세요' }).getAttribute('href') ?? ''
  expect(new URL(address)).toMatchObject({ protocol: 'otpauth:', host: 'totp' })
  expect(await page.locator('pre').first().innerText()).toBe(new URL(address).searchParams.get('secret'))
  expect(await code.locator('path').getAttribute('d')).toBe(drawModules(encode(address, { ecc: 'M', border: 4 }).data))
  await page.getByLabel('앱에 나온 여섯 자리').fill(totpOf(address))
  await press(kim, '확인')
  await press(kim, '끄기')
  await signOut()
  await open(kim, '/sign-in')
  await fillIn()
  await page.getByLabel('앱에 나온 여섯 자리').fill(totpOf(address))
  await press(kim, '이어 가기')
  await page.getByRole('button', { name: /^지금의 자격/ }).waitFor()
})

test('whoever has an account at the provider signs in by its button, and comes back to where they were', LONG, async () => {
  const gildong = await portal.visit()
  await gildong.page.goto(`${portal.url}/sign-in?to=/account/profile`)
  const button = gildong.page.getByRole('button', { name: '국가 신원 계정으로 로그인' })
  await button.waitFor()
  await expectAccessible(gildong.page)
  await button.click()
  await gildong.page.waitForURL(`${portal.url}/account/profile`)
  expect(await gildong.page.getByLabel('이름').inputValue()).toBe('홍길동')
  await gildong.context.close()
})

test('a provider that vouches for nobody leads back to the page, which says what to do', LONG, async () => {
  simulator.identity = { sub: 'kr-0002', email: KIM.email, email_verified: false, name: '남의 이름' }
  const stranger = await portal.visit()
  await stranger.page.goto(`${portal.url}/sign-in?to=/account/profile`)
  await stranger.page.getByRole('button', { name: '국가 신원 계정으로 로그인' }).click()
  await stranger.page.getByRole('alert').waitFor()
  await expectAccessible(stranger.page)
  expect(new URL(stranger.page.url()).searchParams.get('to')).toBe('/account/profile')
  await stranger.context.close()
})

test('at an address of numbers, where no browser keeps passkeys, none is asked for', LONG, async () => {
  const { page, context } = await portal.visit()
  await page.goto(`${portal.url.replace('localhost', '127.0.0.1')}/sign-in`)
  await page.getByRole('button', { name: '국가 신원 계정으로 로그인' }).waitFor()
  expect(await page.getByRole('button', { name: '패스키로 로그인' }).count()).toBe(0)
  await context.close()
})

test('no page had a fault of its own', () => {
  expect(portal.faults).toEqual([])
})

const TELL_DEVICE = `
  const { get, create } = CredentialsContainer.prototype
  CredentialsContainer.prototype.get = async function (options) {
    await tellDevice(options.mediation === 'conditional')
    return get.call(this, options)
  }
  CredentialsContainer.prototype.create = async function (options) {
    await tellDevice(false)
    return create.call(this, options)
  }`

/**
 * A device within the browser, unlocked. It looks whether to touch itself at the moment that it is asked, so the page tells it
 * right before.
 */
async function plugIn({ page, context }: Visitor) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } })
  await page.exposeFunction('tellDevice', (isOffer: boolean) => session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: takesOffers || !isOffer }))
  await page.addInitScript({ content: TELL_DEVICE })
  return { session, authenticatorId }
}

async function fillIn(): Promise<void> {
  await kim.page.getByLabel('이메일').fill(KIM.email)
  await kim.page.getByRole('textbox', { name: '비밀번호' }).fill(KIM.password)
  await press(kim, '로그인')
}

async function signInByPassword(): Promise<void> {
  await open(kim, '/sign-in')
  await fillIn()
  await kim.page.getByRole('button', { name: /^지금의 자격/ }).waitFor()
}

async function signOut(): Promise<void> {
  await press(kim, /^지금의 자격/)
  await kim.page.getByRole('menuitem', { name: '로그아웃' }).click()
  await kim.page.getByRole('button', { name: /^지금의 자격/ }).waitFor({ state: 'detached' })
}
