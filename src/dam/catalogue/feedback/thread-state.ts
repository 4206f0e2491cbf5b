import { Refusal } from '#platform/refusal.ts'

export const THREAD_KINDS = ['question', 'defect', 'erratum'] as const
export type ThreadKind = (typeof THREAD_KINDS)[number]

export const THREAD_STATES = ['open', 'confirmed', 'answered', 'accepted', 'declined', 'fixed'] as const
export type ThreadState = (typeof THREAD_STATES)[number]

/** What each kind of thread may become from each state. Whatever is not here does not happen. */
const TRANSITIONS: Readonly<Record<ThreadKind, Partial<Readonly<Record<ThreadState, readonly ThreadState[]>>>>> = {
  question: { open: ['answered', 'declined'] },
  defect: { open: ['confirmed', 'declined'], confirmed: ['fixed', 'declined'] },
  erratum: { open: ['accepted', 'declined'], accepted: ['fixed'] },
}

/** Business days until a thread should have left the state open. R1.9 asks for a clock; the numbers are ours. */
export const TRIAGE_DAYS: Readonly<Record<ThreadKind, number>> = { question: 10, defect: 5, erratum: 10 }

/** Whether a thread of a kind may go from one state to another. */
export function mayMoveThread(kind: ThreadKind, from: ThreadState, to: ThreadState): boolean {
  return TRANSITIONS[kind][from]?.includes(to) ?? false
}

/** @throws {Refusal} `conflict` with what may be decided now */
export function refuseMove(kind: ThreadKind, from: ThreadState, to: ThreadState): void {
  if (mayMoveThread(kind, from, to)) return
  const left = TRANSITIONS[kind][from] ?? []
  throw new Refusal('conflict', left.length === 0 ? `This ${kind} is ${from}; nothing is left to decide` : `This ${kind} is ${from}; it may become ${left.join(' or ')}, not ${to}`)
}
