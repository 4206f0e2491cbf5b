import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeSchema } from './describe-schema.ts'
import { testDatabases } from './test-databases.fixture.ts'

describe.each(testDatabases())('on $name', ({ open }) => {
  test('database/schema.txt tells the tables that the migrations make; `node database/write-schema.ts` writes it', async () => {
    const database = await open()
    expect(await describeSchema(database.queries)).toBe(await readFile(join(import.meta.dirname, '../../../database/schema.txt'), 'utf8'))
    await database.close()
  })
})
