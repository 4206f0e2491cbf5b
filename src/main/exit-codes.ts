import type { RefusalCode } from '#platform/refusal.ts'

/** How the program ends: 0 done, 1 the data or a promise failed, 2 wrong use, 70 our fault. */
export const EXIT_CODES: Record<RefusalCode, number> = {
  'bad-recipe': 1,
  'bad-input': 1,
  conflict: 1,
  'promise-failed': 1,
  'no-space': 1,
  'not-writable': 1,
  'not-found': 2,
  'wrong-use': 2,
  gone: 1,
  forbidden: 1,
  unauthenticated: 1,
  'too-many': 1,
  'not-ready': 1,
  cancelled: 130,
}

export const EXIT_FAULT = 70
