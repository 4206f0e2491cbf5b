/** A number as people type it; undefined where it is none. */
export function readNumber(typed: string): number | undefined {
  const number = /^\s*-?(?:\d+\.?\d*|\.\d+)\s*$/.test(typed) ? Number(typed) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** Numbers with commas, of any script, or spaces between; undefined where there is none, or one of them is no number. */
export function readNumbers(typed: string): readonly number[] | undefined {
  const numbers = typed.split(/[\s,،、，]+/u).filter((part) => part !== '').map(readNumber).filter((number) => number !== undefined)
  return numbers.length > 0 && numbers.length === typed.split(/[\s,،、，]+/u).filter((part) => part !== '').length ? numbers : undefined
}
