import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readJson, readText } from './read-json.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('readJson() and readText() name the file they cannot read, and never a value', async () => {
  const folder = scratch.folder()
  await writeFile(join(folder, 'broken.json'), '{"name": "Alice"')
  await writeFile(join(folder, 'other.json'), '{"name": "Alice"}')
  const Shape = z.object({ name: z.number() })
  await expect(readJson(folder, 'broken.json', Shape)).rejects.toThrow(/^broken\.json is not JSON$/)
  await expect(readJson(folder, 'other.json', Shape)).rejects.toThrow(/^other\.json: name is missing or is not what the format asks$/)
  await expect(readText(folder, 'none.txt')).rejects.toThrow(/^none\.txt cannot be read$/)
  expect(await readJson(folder, 'other.json', z.object({ name: z.string() }))).toEqual({ name: 'Alice' })
})
