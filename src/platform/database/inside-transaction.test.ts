import { expect, test } from 'vitest'
import { assertOutsideTransaction, insideTransaction } from './inside-transaction.ts'

test('assertOutsideTransaction() fails inside, however deep, and no longer when the work has ended', async () => {
  expect(assertOutsideTransaction).not.toThrow()
  let late: () => Promise<void> = () => Promise.resolve()
  await insideTransaction(async () => {
    await Promise.resolve()
    expect(assertOutsideTransaction).toThrow('only its tx may be used')
    const turn = Promise.withResolvers<void>()
    const leftBehind = turn.promise.then(assertOutsideTransaction)
    late = () => { turn.resolve(); return leftBehind }
  })
  await expect(late()).resolves.toBeUndefined()
  expect(assertOutsideTransaction).not.toThrow()
})
