import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { listenForStop } from './stop-signals.ts'

function heard() {
  const source = new EventEmitter()
  const state = { milliseconds: 0, ended: 0 }
  const { signal, close } = listenForStop(source, { now: () => state.milliseconds, endAtOnce: () => { state.ended += 1 } })
  return { source, state, signal, close }
}

test.each(['SIGINT', 'SIGTERM'])('listenForStop() hears %s as the wish to stop', (name) => {
  const { source, state, signal } = heard()
  source.emit(name)
  expect([signal.aborted, state.ended]).toEqual([true, 0])
})

test('a second Ctrl-C ends at once, but not the echo of the first', () => {
  const { source, state } = heard()
  for (const milliseconds of [1000, 1001, 1200]) { state.milliseconds = milliseconds; source.emit('SIGINT') }
  expect(state.ended).toBe(0)
  state.milliseconds = 1600
  source.emit('SIGINT')
  expect(state.ended).toBe(1)
})

test('Ctrl-C ends at once what was told to stop by SIGTERM; a second SIGTERM changes nothing', () => {
  const { source, state } = heard()
  source.emit('SIGTERM')
  state.milliseconds = 5000
  source.emit('SIGTERM')
  expect(state.ended).toBe(0)
  source.emit('SIGINT')
  expect(state.ended).toBe(1)
})

test('what is closed listens no longer', () => {
  const { source, signal, close } = heard()
  close()
  expect([source.listenerCount('SIGINT'), source.listenerCount('SIGTERM'), signal.aborted]).toEqual([0, 0, false])
})
