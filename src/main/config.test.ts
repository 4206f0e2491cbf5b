import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'secret')
writeFileSync(file, 'postgresql://dam:secret@db.example/dam\n')

test('readConfig() takes defaults for what is not set', () => {
  expect(readConfig({})).toMatchObject({
    memoryBytes: 2e9, home: expect.stringMatching(/\.datadam$/), databaseUrl: undefined, storageUrl: undefined, storageCredentials: undefined, mailUrl: undefined,
    server: { host: '127.0.0.1', port: 8080, publicUrl: undefined, trustedProxies: [], metricsToken: undefined, requestsPerMinute: 1200 },
  })
})

test('readConfig() takes what is set', () => {
  expect(readConfig({
    DATADAM_HOME: '/tmp/dam', DATADAM_MEMORY_MB: '512', DATADAM_THREADS: '3', HOST: '0.0.0.0', PORT: '443', PUBLIC_URL: 'https://dam.example', TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    METRICS_TOKEN: 'a-token-of-sixteen', REQUESTS_PER_MINUTE: '50', REQUESTS_AT_ONCE: '60', DATABASE_URL: 'postgresql://dam@db.example/dam', STORAGE_URL: 's3://dam', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', MAIL_URL: 'smtps://mail.example', MAIL_FROM: 'Dam <dam@dam.example>', DOI_PREFIX: '10.12345', SIGN_IN_SECRET: 'x'.repeat(32), TIME_ZONE: 'Europe/Paris',
    OPERATOR_NAME: 'The City', OPERATOR_CONTACT: 'dam@dam.example', SECURITY_CONTACT: 'https://dam.example/holes',
    SIGN_IN_PROVIDERS: '[{"id":"national","name":"National identity","discoveryUrl":"https://id.example/.well-known/openid-configuration","clientId":"dam","clientSecret":"x"}]',
  })).toEqual({
    home: '/tmp/dam', memoryBytes: 512e6, threads: 3, databaseUrl: 'postgresql://dam@db.example/dam', storageUrl: 's3://dam', storageCredentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, mailUrl: 'smtps://mail.example', mailFrom: 'Dam <dam@dam.example>', doiPrefix: '10.12345', signInSecret: 'x'.repeat(32), timeZone: 'Europe/Paris',
    operatorName: 'The City', operatorContact: 'dam@dam.example', securityContact: 'https://dam.example/holes',
    signInProviders: [{ id: 'national', name: 'National identity', discoveryUrl: 'https://id.example/.well-known/openid-configuration', clientId: 'dam', clientSecret: 'x', scopes: ['openid', 'email', 'profile'], emailIsVerified: false }],
    server: { host: '0.0.0.0', port: 443, publicUrl: 'https://dam.example', trustedProxies: ['10.0.0.0/8', '::1'], metricsToken: 'a-token-of-sixteen', requestsPerMinute: 50, requestsAtOnce: 60 },
  })
})

test.each([
  { DATADAM_MEMORY_MB: 'much' }, { DATADAM_THREADS: '0' }, { PORT: '70000' }, { PUBLIC_URL: 'dam.example' }, { PUBLIC_URL: 'ftp://dam.example' }, { DATABASE_URL: 'mysql://db' },
  { STORAGE_URL: '' }, { MAIL_URL: 'https://mail.example' }, { TRUSTED_PROXIES: 'proxy.example' }, { METRICS_TOKEN: 'short' }, { SIGN_IN_SECRET: 'short' }, { DOI_PREFIX: '12345' }, { TIME_ZONE: 'Nowhere/Here' }, { SIGN_IN_PROVIDERS: 'national' }, { SIGN_IN_PROVIDERS: '[{"id":"x"}]' }, { DATABASE_URL_FILE: '/gone/away' },
  { OPERATOR_NAME: ' ' }, { OPERATOR_CONTACT: 'the town hall' }, { SECURITY_CONTACT: 'javascript:alert(1)' },
])('readConfig() refuses %j and names the setting', (environment) => {
  expect(() => readConfig(environment)).toThrow(Object.keys(environment)[0])
})

test('readConfig() reads a secret from a file, and quotes none in a refusal', () => {
  expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgresql://dam:secret@db.example/dam')
  expect(() => readConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgresql://db' })).toThrow('DATABASE_URL_FILE')
  expect(() => readConfig({ MAIL_URL: 'https://dam:secret@mail.example' })).toThrow(/^(?!.*secret).*MAIL_URL/)
})
