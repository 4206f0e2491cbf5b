import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('readConfig() takes defaults for what is not set', () => {
  expect(readConfig({})).toMatchObject({ memoryBytes: 2e9, home: expect.stringMatching(/\.datadam$/) })
})

test('readConfig() takes what is set', () => {
  expect(readConfig({ DATADAM_HOME: '/tmp/dam', DATADAM_MEMORY_MB: '512', DATADAM_THREADS: '3' })).toEqual({ home: '/tmp/dam', memoryBytes: 512e6, threads: 3 })
})

test.each([{ DATADAM_MEMORY_MB: 'much' }, { DATADAM_THREADS: '0' }])('readConfig() refuses %j and names the setting', (environment) => {
  expect(() => readConfig(environment)).toThrow(Object.keys(environment)[0])
})
