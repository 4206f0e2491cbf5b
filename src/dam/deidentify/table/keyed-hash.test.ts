import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { keyedDigestOf, keyedHashOf, keyedNumber, pseudonymOf } from './keyed-hash.ts'

const { engine } = await openBench()

test('pseudonymOf() is HMAC-SHA-256 of the text in NFC, for any text and key', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 90 }).filter((text) => !text.includes('\0')), fc.uint8Array({ minLength: 32, maxLength: 32 }), async (text, key) => {
    const { rows } = await engine.table(sql`select ${pseudonymOf(literal(text), key)}`)
    expect(rows[0]?.[0]).toBe(createHmac('sha256', key).update(text.normalize('NFC')).digest('hex').slice(0, 32))
  }), { numRuns: 40 })
})

test('keyedHashOf() has all 64 digits, of the text in NFC; keyedDigestOf() takes the text as it is', async () => {
  const key = new Uint8Array(32).fill(9)
  const decomposed = 'é'.normalize('NFD')
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  const { rows } = await engine.table(sql`select ${keyedHashOf(literal(decomposed), key)}, ${keyedDigestOf(literal(decomposed), key)}`)
  expect(rows).toEqual([[digest('é'), digest(decomposed)]])
})

test('a missing value stays missing', async () => {
  expect((await engine.table(sql`select ${pseudonymOf(sql`null::varchar`, new Uint8Array(32))}`)).rows).toEqual([[null]])
})

test('keyedNumber() follows from the key and the word', () => {
  const [key, other] = [new Uint8Array(32), new Uint8Array(32).fill(1)]
  expect(keyedNumber(key, 'shuffle:1')).toBe(keyedNumber(key, 'shuffle:1'))
  expect(new Set([keyedNumber(key, 'shuffle:1'), keyedNumber(key, 'shuffle:2'), keyedNumber(other, 'shuffle:1')]).size).toBe(3)
})
