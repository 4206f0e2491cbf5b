import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { yardstickData } from './yardstick-data.ts'

test('a folder with the data is found, one without is refused by a sentence that says what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-yardstick-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  expect(() => yardstickData(folder)).toThrow(/DATADAM_YARDSTICK_DATA/)
  await mkdir(join(folder, 'tabular/adult'), { recursive: true })
  await writeFile(join(folder, 'tabular/adult/adult.csv'), '')
  expect(yardstickData(folder)).toBe(folder)
})
