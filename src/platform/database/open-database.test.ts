import { expect, test } from 'vitest'
import { openDatabase } from './open-database.ts'

test('openDatabase() opens what the location names', async () => {
  const database = await openDatabase({ memory: true })
  expect(database.driver.kind).toBe('pglite')
  await database.close()
  await expect(openDatabase({ url: 'postgres://127.0.0.1:1/none' })).rejects.toMatchObject({ code: 'not-found' })
})
