/** Why something expected was refused; the doors turn each into a status or an exit code in one table. */
export type RefusalCode = (typeof REFUSAL_CODES)[number]
export const REFUSAL_CODES = [
  'wrong-use',
  'bad-recipe',
  'bad-input',
  'not-found',
  'conflict',
  'promise-failed',
  'no-space',
  'not-writable',
  'cancelled',
  'unauthenticated',
  'forbidden',
  'gone',
  'too-many',
  'not-ready',
] as const

/**
 * An expected "no", told to the person who asked.
 *
 * The sentence says what was wrong and what would be right, and never holds personal data:
 * name rows by number and columns by name, never a value.
 */
export class Refusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'Refusal'
    this.code = code
  }
}
