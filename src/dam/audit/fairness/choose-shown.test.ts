import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CellOfAtoms, chooseShown } from './choose-shown.ts'
import { emptySpan, vectorsOver } from './counted-span.ts'

const cell = (rows: number, ...atoms: number[]): CellOfAtoms => ({ rows, atoms, isListed: true })

test.each([
  { named: 'everything, where nothing is small', cells: [[40, 30, 20]], least: 10, shown: [[true, true, true]] },
  { named: 'no small cell, and not the next smallest, which would be told by subtracting', cells: [[40, 30, 3]], least: 10, shown: [[true, false, false]] },
  { named: 'as many as make the rest large enough', cells: [[40, 30, 12, 3, 2]], least: 10, shown: [[true, true, false, false, false]] },
  { named: 'two small ones together, where they are enough', cells: [[40, 30, 6, 5]], least: 10, shown: [[true, true, false, false]] },
  { named: 'nothing of two cells of which one is small', cells: [[40, 3]], least: 10, shown: [[false, false]] },
  { named: 'an empty cell among the hidden, without hiding another for it', cells: [[40, 30, 0]], least: 10, shown: [[true, true, false]] },
])('chooseShown() shows $named', ({ cells, least, shown }) => {
  expect(chooseShown(cells.map((rows) => rows.map((count, atom) => cell(count, atom))), cells[0]?.length ?? 0, least)).toEqual(shown)
})

test('a cell that the report does not list stays among the rest', () => {
  expect(chooseShown([[cell(40, 0), cell(30, 1), { ...cell(20, 2), isListed: false }, { ...cell(20, 3), isListed: false }]], 4, 10)).toEqual([[true, true, false, false]])
  // A single hidden cell would be told by subtracting, however large it is.
  expect(chooseShown([[cell(40, 0), cell(30, 1), { ...cell(20, 2), isListed: false }]], 3, 10)).toEqual([[true, false, false]])
})

test('a finer crossing hides what would tell a small part of a shown coarser cell', () => {
  // Of the coarse cell of 50 rows the finer one has parts of 47 and 3; 3 rows alone would be too small a rest.
  const coarse = [cell(50, 0, 1), cell(60, 2, 3)]
  const fine = [cell(47, 0), cell(3, 1), cell(30, 2), cell(30, 3)]
  expect(chooseShown([coarse, fine], 4, 10)).toEqual([[true, true], [false, false, false, true]])
})

const Rows = fc.array(fc.nat(30), { minLength: 2, maxLength: 8 })

test('no small cell of any crossing follows from what is shown, and what is hidden is never one cell or few rows', () => {
  fc.assert(fc.property(Rows, fc.infiniteStream(fc.nat(2)), fc.infiniteStream(fc.nat(2)), fc.integer({ min: 2, max: 15 }), (rows, first, second, least) => {
    const atoms = rows.map((count, atom) => ({ count, atom, a: first.next().value, b: second.next().value }))
    const partBy = (key: (atom: (typeof atoms)[number]) => string) => Array.from(Map.groupBy(atoms, key).values(), (own) => cell(own.reduce((sum, { count }) => sum + count, 0), ...own.map(({ atom }) => atom)))
    const crossings = [partBy(({ a }) => String(a)), partBy(({ b }) => String(b)), partBy(({ a, b }) => `${a} ${b}`)]
    const shown = chooseShown(crossings, atoms.length, least)
    const vectorOf = vectorsOver(atoms.length)
    const told = crossings.flatMap((cells, place) => {
      const rest = cells.filter((_, at) => !shown[place]?.[at])
      return [...cells.filter((_, at) => shown[place]?.[at]).map((one) => one.atoms), ...(rest.length < cells.length && rest.length > 0 ? [rest.flatMap((one) => one.atoms)] : [])]
    })
    const span = emptySpan().with([vectorOf(atoms.map(({ atom }) => atom)), ...told.map(vectorOf)])
    const small = crossings.flat().filter((one) => one.rows > 0 && one.rows < least)
    // A table that is small as a whole, or one crossing of a single cell, says what its total says.
    fc.pre(!small.some((one) => one.atoms.length === atoms.length))
    expect(small.filter((one) => span.has(vectorOf(one.atoms)))).toEqual([])
    crossings.forEach((cells, place) => {
      const hidden = cells.filter((one, at) => !shown[place]?.[at] && one.rows > 0)
      const isEnough = hidden.length === 0 || cells.every((_, at) => !shown[place]?.[at]) || (hidden.length >= 2 && hidden.reduce((sum, one) => sum + one.rows, 0) >= least)
      expect(isEnough).toBe(true)
      expect(cells.filter((one, at) => shown[place]?.[at] && one.rows < least)).toEqual([])
    })
  }), { numRuns: 300 })
})
