import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { folderDurability } from './folder-durability.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-durability-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('makeDurable() has a checkpoint made once more than four files of the log were written, and then counts anew', async () => {
  mkdirSync(join(folder, 'pg_wal', 'archive_status'), { recursive: true })
  let checkpoints = 0
  const { makeDurable } = folderDurability(folder, () => { checkpoints++; return Promise.resolve() })
  const write = (file: number) => writeFileSync(join(folder, 'pg_wal', file.toString(16).toUpperCase().padStart(24, '0')), 'log')
  const counts: number[] = []
  for (let file = 1; file <= 5; file++) {
    write(file)
    await makeDurable()
    counts.push(checkpoints)
  }
  expect(counts).toEqual([0, 0, 0, 0, 1])
})

test('makeDurable() tells all who wait of a fault', async () => {
  const gone = folderDurability(join(folder, 'gone'), () => Promise.resolve())
  const ends = await Promise.allSettled([gone.makeDurable(), gone.makeDurable(), gone.makeDurable()])
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})
