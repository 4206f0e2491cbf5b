import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from './line-diff.ts'

test('diffLines() tells what was taken out and put in, with two same lines around', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].join('\n')
  expect(diffLines(before, before.replace('e', 'E'))).toEqual([
    { kind: 'gap', lines: 2 }, { kind: 'same', text: 'c' }, { kind: 'same', text: 'd' }, { kind: 'removed', text: 'e' }, { kind: 'added', text: 'E' },
    { kind: 'same', text: 'f' }, { kind: 'same', text: 'g' }, { kind: 'gap', lines: 1 },
  ])
  expect(diffLines(before, before)).toEqual([])
})

test('both texts can be read out of what is told, whatever they are', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
  fc.assert(fc.property(text, text, (before, after) => {
    const read = (without: string) => diffLines(before, after).flatMap((line) => (line.kind === 'gap' ? Array.from({ length: line.lines }, () => '?') : line.kind === without ? [] : [line.text]))
    const isAs = (told: readonly string[], lines: readonly string[]) => told.length === lines.length && told.every((one, place) => one === '?' || one === lines[place])
    expect(before === after || (isAs(read('added'), before.split('\n')) && isAs(read('removed'), after.split('\n')))).toBe(true)
  }))
})

test('a part that is too long for a table of pairs is told whole', () => {
  const long = (sign: string) => Array.from({ length: 2100 }, (_, line) => `${sign}${line}`).join('\n')
  expect(diffLines(long('a'), long('b')).map(({ kind }) => kind).filter((kind, place, all) => kind !== all[place - 1])).toEqual(['removed', 'added'])
})
