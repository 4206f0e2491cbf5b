/** A district of 새론시, an invented city, with its quarters. */
export interface District {
  readonly name: string
  readonly quarters: readonly Quarter[]
}

/** One quarter: its postcode tells it apart, and so does its code, which only repeats the postcode. */
export interface Quarter {
  /** Five digits. Korean postcodes begin at 01000, so one that begins with 00 belongs to no place. */
  readonly postcode: string
  /** Ten digits, of the form of the codes for administrative quarters; no province has the number 99. */
  readonly code: string
  /** How many people live here, against the other quarters. */
  readonly weight: number
}

/** A hospital, and how much more often people of its own district go there. */
export interface Hospital {
  readonly name: string
  readonly district: string
  readonly weight: number
}

export const DISTRICTS: readonly District[] = [district('가람구', 1, 16), district('나래구', 2, 13), district('다솜구', 3, 11)]

export const HOSPITALS: readonly Hospital[] = [
  { name: '새론의료원', district: '가람구', weight: 5 },
  { name: '나래병원', district: '나래구', weight: 3 },
  { name: '다솜병원', district: '다솜구', weight: 2 },
]

/** Quarters shrink with their number, as those of real cities do. */
function district(name: string, number: number, quarters: number): District {
  return {
    name,
    quarters: Array.from({ length: quarters }, (_, place) => ({
      postcode: `00${number}${String(place * 5 + 10).padStart(2, '0')}`,
      code: `99${String(number * 110).padStart(3, '0')}${String(place + 1).padStart(2, '0')}000`,
      weight: 1 / (place + 3),
    })),
  }
}
