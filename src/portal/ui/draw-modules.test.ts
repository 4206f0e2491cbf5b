import fc from 'fast-check'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { drawModules } from './draw-modules.ts'

/** Which modules the path covers, read back from its pieces. */
function covered(path: string, rows: number, columns: number): boolean[][] {
  const found = Array.from({ length: rows }, () => Array.from({ length: columns }, () => false))
  for (const [, along = '', down = '', long = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) found[Number(down)]?.fill(true, Number(along), Number(along) + Number(long))
  return found
}

test('drawModules() covers the dark modules and no others, for any of them', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 12 }).chain((columns) => fc.array(fc.array(fc.boolean(), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 })), (rows) => {
    expect(covered(drawModules(rows), rows.length, rows[0]?.length ?? 0)).toEqual(rows)
  }))
})

test('drawModules() draws each run of a row as one piece', () => {
  expect(drawModules([[true, true, false, true], [false, true, true, true]])).toBe('M0 0h2v1H0zM3 0h1v1H3zM1 1h3v1H1z')
  const { data, size } = encode('otpauth://totp/Datadam:a@example.org?secret=ABC', { border: 4 })
  expect(covered(drawModules(data), size, size)).toEqual(data)
})
