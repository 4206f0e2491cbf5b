import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listEntries } from './list-entries.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('listEntries() tells files and links below a folder, sorted, and follows no link', async () => {
  const folder = join(scratch.folder(), 'list')
  await mkdir(join(folder, 'data'), { recursive: true })
  await writeFile(join(folder, 'data/b.txt'), 'four')
  await symlink('/etc', join(folder, 'a'))
  expect(await listEntries(`${folder}/`)).toMatchObject([{ path: 'a', kind: 'link' }, { path: 'data/b.txt', kind: 'file', bytes: 4 }])
})
