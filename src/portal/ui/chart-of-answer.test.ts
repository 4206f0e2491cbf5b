import { expect, test } from 'vitest'
import { chartOfAnswer } from './chart-of-answer.ts'

const text = (name: string) => ({ name, kind: 'text' as const })
const number = (name: string) => ({ name, kind: 'number' as const })

test('labels with a number are bars, up to as many as can be told apart', () => {
  expect(chartOfAnswer({ columns: [text('성별'), number('rows')], rows: [['여', 3], [null, 2], ['남', null]] })).toEqual({ kind: 'bars', label: '성별', measure: 'rows', points: [{ label: '여', value: 3 }, { label: '–', value: 2 }], left: 0 })
  const many = chartOfAnswer({ columns: [text('a'), number('n')], rows: Array.from({ length: 55 }, (_, place) => [`x${place}`, place]) })
  expect(many).toMatchObject({ kind: 'bars', left: 15 })
})

test('times, and numbers that rise, are a line', () => {
  const days = [['2026-01-01', 3], ['2026-01-02', 5], ['2026-01-03', 4]]
  expect(chartOfAnswer({ columns: [{ name: 'day', kind: 'time' }, number('n')], rows: days }).kind).toBe('line')
  expect(chartOfAnswer({ columns: [number('year'), number('n')], rows: [[2020, 1], [2021, 2], [2022, 0]] }).kind).toBe('line')
  expect(chartOfAnswer({ columns: [number('code'), number('n')], rows: [[9, 1], [3, 2], [4, 0]] }).kind).toBe('bars')
})

test('one column of numbers is drawn by the number of its row; what has no number is not drawn', () => {
  expect(chartOfAnswer({ columns: [number('n')], rows: [[7], [8]] })).toMatchObject({ kind: 'bars', points: [{ label: '1', value: 7 }, { label: '2', value: 8 }] })
  expect(chartOfAnswer({ columns: [text('a')], rows: [['x']] })).toEqual({ kind: 'none' })
  expect(chartOfAnswer({ columns: [number('n')], rows: [] })).toEqual({ kind: 'none' })
  expect(chartOfAnswer({ columns: [text('a'), number('n')], rows: [['x', '9007199254740993']] })).toEqual({ kind: 'none' })
})
