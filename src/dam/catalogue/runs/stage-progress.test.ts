import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StageProgress } from './run-answers.ts'
import { afterStep, atTheEnd, begunAnew, plannedStages } from './stage-progress.ts'

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 31) + seconds * 1000)
const all = plannedStages({ hasFairness: true, hasWeights: true, hasSearch: true })
const stateOf = (stages: readonly StageProgress[]): string => stages.map(({ state }) => state[0]).join('')

test('plannedStages() names only the stages that a recipe has', () => {
  expect(plannedStages({ hasFairness: false, hasWeights: false, hasSearch: false }).map(({ stage }) => stage)).toEqual(['collect', 'profile', 'quality', 'deidentify', 'package', 'verify', 'seal', 'publish'])
})

test('afterStep() tells rate and time left from what was counted', () => {
  const begun = afterStep(all, { stage: 'collect', unit: 'bytes', done: 0, total: 1000 }, at(0))
  const [collect] = afterStep(begun, { stage: 'collect', unit: 'bytes', done: 250, total: 1000 }, at(5))
  expect(collect).toMatchObject({ state: 'running', done: 250, total: 1000, ratePerSecond: 50, secondsLeft: 15, startedAt: at(0).toISOString() })
})

test('afterStep() ends the stages before the one that begins, and keeps the search within de-identifying', () => {
  let stages = afterStep(all, { stage: 'collect' }, at(0))
  stages = afterStep(stages, { stage: 'deidentify', message: 'counting' }, at(1))
  stages = afterStep(stages, { stage: 'search', unit: 'nodes', done: 3 }, at(2))
  expect(stateOf(stages)).toBe('ddddrrwwwww')
  stages = afterStep(stages, { stage: 'deidentify', unit: 'rows', done: 1, total: 2 }, at(3))
  expect(stateOf(stages)).toBe('ddddrrwwwww')
  stages = afterStep(stages, { stage: 'weights' }, at(4))
  expect(stateOf(stages)).toBe('ddddddrwwww')
  expect(stateOf(atTheEnd(stages, 'failed', at(5)))).toBe('ddddddfwwww')
  expect(stateOf(atTheEnd(stages, 'done', at(5)))).toBe('ddddddddddd')
  expect(stateOf(begunAnew(stages))).toBe('ddddddwwwww')
})

test('afterStep() lets a stage count something else from the start', () => {
  const bytes = afterStep(all, { stage: 'collect', unit: 'bytes', done: 10, total: 10 }, at(0))
  const [collect] = afterStep(bytes, { stage: 'collect', unit: 'rows', done: 2, total: 2 }, at(0))
  expect(collect).toMatchObject({ done: 2, total: 2, unit: 'rows' })
})

test('afterStep() gives stages of the answer\'s form, in the same order, for any steps', () => {
  const step = fc.record({ stage: fc.constantFrom(...all.map(({ stage }) => stage), 'weights', 'unknown'), done: fc.option(fc.nat(), { nil: undefined }), total: fc.option(fc.nat(), { nil: undefined }), unit: fc.option(fc.constantFrom('rows', 'bytes'), { nil: undefined }), seconds: fc.nat(100) })
  fc.assert(fc.property(fc.array(step), (steps) => {
    let stages = [...all]
    let seconds = 0
    for (const { stage, done, total, unit, seconds: later } of steps) {
      seconds += later
      stages = afterStep(stages, { stage, ...(done !== undefined && { done }), ...(total !== undefined && { total }), ...(unit !== undefined && { unit }) }, at(seconds))
    }
    expect(StageProgress.array().parse(stages)).toEqual(stages)
    expect(stages.map(({ stage }) => stage)).toEqual(all.map(({ stage }) => stage))
    for (const { secondsLeft, ratePerSecond } of stages) expect([secondsLeft ?? 0, ratePerSecond ?? 0].every((number) => number >= 0 && Number.isFinite(number))).toBe(true)
  }))
})
