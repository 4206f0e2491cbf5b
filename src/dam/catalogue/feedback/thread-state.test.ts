import { expect, test } from 'vitest'
import { mayMoveThread, refuseMove, THREAD_KINDS, THREAD_STATES } from './thread-state.ts'

const ALLOWED = new Set(['question open answered', 'question open declined', 'defect open confirmed', 'defect open declined', 'defect confirmed fixed', 'defect confirmed declined', 'erratum open accepted', 'erratum open declined', 'erratum accepted fixed'])

test.each(THREAD_KINDS.flatMap((kind) => THREAD_STATES.flatMap((from) => THREAD_STATES.map((to) => ({ kind, from, to })))))('a $kind that is $from and is to be $to', ({ kind, from, to }) => {
  const isAllowed = ALLOWED.has(`${kind} ${from} ${to}`)
  expect(mayMoveThread(kind, from, to)).toBe(isAllowed)
  expect(refusalOf(() => refuseMove(kind, from, to))).toMatch(isAllowed ? /^$/ : `This ${kind} is ${from}`)
})

function refusalOf(act: () => void): string {
  try {
    act()
    return ''
  } catch (fault) {
    return String(fault)
  }
}
