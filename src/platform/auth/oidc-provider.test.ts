import { expect, test } from 'vitest'
import { OidcProviders } from './oidc-provider.ts'

const PROVIDER = { id: 'national-id', name: '국가 신원', discoveryUrl: 'https://id.example.org/.well-known/openid-configuration', clientId: 'dam', clientSecret: 'x' }

test('a provider asks for the address and the name unless told otherwise, and vouches for no address', () => {
  expect(OidcProviders.parse([PROVIDER])).toEqual([{ ...PROVIDER, scopes: ['openid', 'email', 'profile'], emailIsVerified: false }])
})

test.each([
  [{ ...PROVIDER, id: '../x' }], [{ ...PROVIDER, discoveryUrl: 'http://id.example.org/' }], [{ ...PROVIDER, discoveryUrl: 'file:///etc/passwd' }], [{ ...PROVIDER, secret: 'misspelt' }], [PROVIDER, PROVIDER], [{ ...PROVIDER, discoveryUrl: 'id.example.org' }],
])('refuses %j', (...providers) => {
  expect(OidcProviders.safeParse(providers).success).toBe(false)
})
