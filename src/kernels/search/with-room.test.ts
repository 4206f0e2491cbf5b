import { expect, test } from 'vitest'
import { makeBytes, makeFloats, makeIntegers, withRoom } from './with-room.ts'

test('withRoom() gives the same array while it has the places, and else a copy of twice as many', () => {
  const bytes = Uint8Array.of(1, 2)
  expect(withRoom(bytes, 2, makeBytes)).toBe(bytes)
  expect([...withRoom(bytes, 3, makeBytes)]).toEqual([1, 2, 0, 0])
  expect(withRoom(Uint32Array.of(7), 10, makeIntegers)).toHaveLength(10)
  expect(withRoom(Float64Array.of(0.5), 2, makeFloats)).toEqual(Float64Array.of(0.5, 0))
})
