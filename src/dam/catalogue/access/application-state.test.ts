import { expect, test } from 'vitest'
import { APPLICATION_EVENTS, APPLICATION_STATES, type ApplicationEvent, type ApplicationState, moveApplication, nextApplicationState } from './application-state.ts'

const ALLOWED: readonly (readonly [ApplicationState, ApplicationEvent, ApplicationState])[] = [
  ['waiting', 'grant', 'granted'],
  ['waiting', 'refuse', 'refused'],
  ['waiting', 'withdraw', 'withdrawn'],
  ['granted', 'revoke', 'revoked'],
  ['granted', 'expire', 'expired'],
]

test.each(APPLICATION_STATES.flatMap((state) => APPLICATION_EVENTS.map((event) => ({ state, event }))))('an application that is $state and is to $event', ({ state, event }) => {
  const expected = ALLOWED.find(([from, what]) => from === state && what === event)?.[2]
  expect(nextApplicationState(state, event)).toBe(expected)
  expect(outcomeOf(() => moveApplication(state, event))).toMatch(expected ?? 'but this one')
})

function outcomeOf(act: () => string): string {
  try {
    return act()
  } catch (fault) {
    return String(fault)
  }
}
