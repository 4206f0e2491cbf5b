import { Refusal } from '#platform/refusal.ts'

export const APPLICATION_STATES = ['waiting', 'granted', 'refused', 'withdrawn', 'revoked', 'expired'] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]

/** What can happen to an application. */
export const APPLICATION_EVENTS = ['grant', 'refuse', 'withdraw', 'revoke', 'expire'] as const
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number]

/** What each state may become. Whatever is not here does not happen. */
const TRANSITIONS: Readonly<Record<ApplicationState, Partial<Readonly<Record<ApplicationEvent, ApplicationState>>>>> = {
  waiting: { grant: 'granted', refuse: 'refused', withdraw: 'withdrawn' },
  granted: { revoke: 'revoked', expire: 'expired' },
  refused: {},
  withdrawn: {},
  revoked: {},
  expired: {},
}

/** The state after an event; undefined where the event cannot happen. */
export function nextApplicationState(state: ApplicationState, event: ApplicationEvent): ApplicationState | undefined {
  return TRANSITIONS[state][event]
}

/** The state after an event. @throws {Refusal} `conflict` where it cannot happen, saying what the application is now */
export function moveApplication(state: ApplicationState, event: ApplicationEvent): ApplicationState {
  const next = nextApplicationState(state, event)
  if (next === undefined) throw new Refusal('conflict', `${WANTED[event]}, but this one ${NOW[state]}`)
  return next
}

const WANTED: Readonly<Record<ApplicationEvent, string>> = {
  grant: 'Only an application that waits can be granted',
  refuse: 'Only an application that waits can be refused',
  withdraw: 'Only an application that waits can be withdrawn',
  revoke: 'Only access that was granted can be revoked',
  expire: 'Only access that was granted can end',
}

const NOW: Readonly<Record<ApplicationState, string>> = {
  waiting: 'waits for an answer',
  granted: 'was granted',
  refused: 'was refused',
  withdrawn: 'was withdrawn',
  revoked: 'was revoked',
  expired: 'has ended',
}
