/** What typed arrays have in common. */
interface Numbers<Self> {
  readonly length: number
  set(from: Self): void
}

/** The array itself where it has so many places; else a copy with twice as many, or more. */
export function withRoom<Kind extends Numbers<Kind>>(numbers: Kind, places: number, make: (places: number) => Kind): Kind {
  if (places <= numbers.length) return numbers
  const larger = make(Math.max(places, numbers.length * 2))
  larger.set(numbers)
  return larger
}

/** For `withRoom`. */
export const makeBytes = (places: number): Uint8Array<ArrayBuffer> => new Uint8Array(places)
/** For `withRoom`. */
export const makeIntegers = (places: number): Uint32Array<ArrayBuffer> => new Uint32Array(places)
/** For `withRoom`. */
export const makeFloats = (places: number): Float64Array<ArrayBuffer> => new Float64Array(places)
