import { expect, test } from 'vitest'
import { AboutAnswer } from '#platform/http/about-answers.ts'
import { aboutRoutes } from './about-routes.ts'
import { testApi } from './api.fixture.ts'
import { readConfig } from './config.ts'

async function about(settings: Readonly<Record<string, string>>): Promise<AboutAnswer> {
  const { app } = testApi({ features: [{ path: '/api/v1', routes: aboutRoutes(readConfig(settings)) }] })
  return AboutAnswer.parse(await (await app.request('/api/v1/about')).json())
}

test('anyone is told who answers for the portal, or that nobody is named yet', async () => {
  expect(await about({})).toMatchObject({ operatorName: null, operatorContact: null, securityContact: null, letters: 'kept-as-files' })
  expect(await about({ OPERATOR_NAME: '새론시 데이터과', OPERATOR_CONTACT: 'dam@dam.example', SECURITY_CONTACT: 'https://dam.example/holes', MAIL_URL: 'smtps://mail.example' }))
    .toMatchObject({ operatorName: '새론시 데이터과', operatorContact: 'dam@dam.example', securityContact: 'https://dam.example/holes', letters: 'sent' })
})

test('a hole is told to the operator where there is no other place for it', async () => {
  expect((await about({ OPERATOR_CONTACT: 'dam@dam.example' })).securityContact).toBe('dam@dam.example')
})

test('what is told of keeping is what the program goes by', async () => {
  const { kept, shortestPassword } = await about({})
  expect({ ...kept, shortestPassword }).toEqual({
    sessionSeconds: 7 * 86_400, idleSessionSeconds: 86_400, freshSignInSeconds: 3600, longestKeyDays: 365, invitationDays: 14,
    sentLetterSeconds: 7 * 86_400, unsentLetterSeconds: 365 * 86_400, unfinishedUploadSeconds: 7 * 86_400, shortestPassword: 10,
  })
})
