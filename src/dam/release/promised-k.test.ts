import { expect, test } from 'vitest'
import { promisedK } from './promised-k.ts'

test('promisedK() is the largest k that is promised', () => {
  expect(promisedK({ models: [{ 'k-anonymity': 5 }, { 'k-anonymity': 11 }, { 'l-diversity': 20 }] })).toBe(11)
})

test('promisedK() is undefined where no k is promised', () => {
  expect(promisedK({ models: [{ 'l-diversity': 2 }] })).toBeUndefined()
})
