import { expect, test } from 'vitest'
import { showProgress } from './terminal.ts'

function screenOf(isTTY: boolean) {
  const written: string[] = []
  return { written, screen: { isTTY, columns: 80, write: (text: string) => { written.push(text) } } }
}

test('showProgress() writes one line for each stage where nobody watches', () => {
  const { written, screen } = screenOf(false)
  let time = 0
  const shown = showProgress(screen, () => time)
  shown.progress({ stage: 'collect', unit: 'rows', done: 10 })
  time = 1500
  shown.progress({ stage: 'collect', unit: 'rows', done: 1200 })
  shown.progress({ stage: 'profile' })
  shown.end()
  expect(written.map((line) => line.replaceAll(/ +/g, ' '))).toEqual([' collect 1,200 rows 1.5 s\n', ' profile 0.0 s\n'])
})

test('showProgress() redraws one line on a terminal, with rate and time left', () => {
  const { written, screen } = screenOf(true)
  let time = 0
  const shown = showProgress(screen, () => time)
  shown.progress({ stage: 'collect', unit: 'rows', done: 0, total: 4000 })
  time = 50
  shown.progress({ stage: 'collect', unit: 'rows', done: 20, total: 4000 })
  time = 1000
  shown.progress({ stage: 'collect', unit: 'rows', done: 1000, total: 4000 })
  expect(written).toHaveLength(2)
  expect(written[1]).toContain('1,000 of 4,000 rows, 1K rows/s, 3 s left')
})
