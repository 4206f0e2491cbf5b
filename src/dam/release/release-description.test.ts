import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hashFile } from '#platform/storage/hash-file.ts'
import { describeRelease } from './release-description.ts'
import { makeRelease } from './release.fixture.ts'

test('describeRelease() adds size, hash, role and treatment to what is released', async () => {
  const request = await makeRelease(3)
  onTestFinished(() => rm(request.folder, { recursive: true }))
  const release = await describeRelease(request)
  expect(release.rows).toBe(60)
  expect(release.files[1]).toEqual({ path: 'data/train-00001-of-00003.parquet', rows: 20, ...await hashFile(join(request.quarantine, 'data/train-00001-of-00003.parquet')) })
  expect(release.columns[0]).toEqual({ name: '나이', type: 'text', role: 'quasi-identifier', did: 'generalised to level 1', title: undefined, description: undefined })
})
