import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chunksOf, testFolder } from './collecting.fixture.ts'
import { keepOriginal, storedAt } from './content-store.ts'

const store = testFolder()

test('keepOriginal() puts bytes under their hash and tells what they are', async () => {
  const kept = await keepOriginal(chunksOf(Buffer.from('abc'), 1), store)
  expect(kept).toMatchObject({ sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', bytes: 3, survey: { isAscii: true } })
  expect(kept.file).toBe(storedAt(store, kept.sha256))
  expect(kept.file.endsWith(join('sha256', 'ba', kept.sha256))).toBe(true)
})

test('keepOriginal() leaves nothing when the bytes break off', async () => {
  async function* breaking() { yield Buffer.from('half'); throw new Error('cut') }
  const before = readdirSync(join(store, 'sha256'))
  await expect(keepOriginal(breaking(), store)).rejects.toThrow('cut')
  expect(readdirSync(join(store, 'sha256'))).toEqual(before)
  expect(existsSync(join(store, 'sha256', '.incoming'))).toBe(false)
})
