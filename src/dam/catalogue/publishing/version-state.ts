import type { VersionState } from '../datasets/dataset-answers.ts'

/** What can happen to a version. */
export const VERSION_EVENTS = ['begin', 'complete', 'fail', 'submit', 'return', 'approve', 'withdraw'] as const
export type VersionEvent = (typeof VERSION_EVENTS)[number]

/** What each state may become. Whatever is not here does not happen. */
const TRANSITIONS: Readonly<Record<VersionState, Partial<Readonly<Record<VersionEvent, VersionState>>>>> = {
  draft: { begin: 'running' },
  running: { complete: 'evidence-complete', fail: 'draft' },
  'evidence-complete': { begin: 'running', submit: 'submitted' },
  submitted: { return: 'returned', approve: 'published' },
  returned: { begin: 'running' },
  published: { withdraw: 'withdrawn' },
  withdrawn: {},
}

/** The state after an event; undefined where the event cannot happen. */
export function nextState(state: VersionState, event: VersionEvent): VersionState | undefined {
  return TRANSITIONS[state][event]
}
