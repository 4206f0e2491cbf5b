import type { ProgressStep } from '#platform/progress.ts'
import { type StageProgress, STAGES } from './run-answers.ts'

/** What the pipeline's own words for its stages are here. */
const NAMES: ReadonlyMap<string, string> = new Map([['weights', 'weigh']])

/** A rate is told when something was counted for so long. */
const LEAST_SECONDS = 1

/** How the stages of a run stand before it begins: those that this recipe has. */
export function plannedStages({ hasFairness, hasWeights, hasSearch }: { readonly hasFairness: boolean; readonly hasWeights: boolean; readonly hasSearch: boolean }): StageProgress[] {
  const left = new Set<string>([...(hasFairness ? [] : ['fairness']), ...(hasWeights ? [] : ['weigh']), ...(hasSearch ? [] : ['search'])])
  return STAGES.filter((stage) => !left.has(stage)).map((stage) => ({ stage, state: 'waiting', message: null, done: null, total: null, unit: null, startedAt: null, endedAt: null, ratePerSecond: null, secondsLeft: null }))
}

/**
 * The stages after a step of the pipeline: it begins a stage, and ends all before it, or tells how far one is.
 *
 * Stages that an earlier attempt finished are told by nobody, and count as done when a later one begins.
 */
export function afterStep(stages: readonly StageProgress[], step: ProgressStep, now: Date): StageProgress[] {
  const name = NAMES.get(step.stage) ?? step.stage
  const at = now.toISOString()
  const place = stages.findIndex(({ stage }) => stage === name)
  if (place < 0) return [...stages]
  // The search lies within de-identifying: both run until what comes after them does.
  const isWithin = name === 'deidentify' || name === 'search'
  return stages.map((stage, index) => {
    if (index === place) return counted(stage, step, at)
    const isAround = isWithin && (stage.stage === 'deidentify' || stage.stage === 'search')
    return index < place && !isAround ? ended(stage, at) : stage
  })
}

/** All stages done, or the one that runs failed. */
export function atTheEnd(stages: readonly StageProgress[], outcome: 'done' | 'failed', now: Date): StageProgress[] {
  const at = now.toISOString()
  if (outcome === 'done') return stages.map((stage) => ended(stage, at))
  return stages.map((stage) => (stage.state === 'running' ? { ...stage, state: 'failed', endedAt: at, secondsLeft: null } : stage))
}

/** For a new attempt: what was done stays done, what ran waits again. */
export function begunAnew(stages: readonly StageProgress[]): StageProgress[] {
  return stages.map((stage) => (stage.state === 'done' ? stage : { ...stage, state: 'waiting', message: null, done: null, total: null, startedAt: null, endedAt: null, ratePerSecond: null, secondsLeft: null }))
}

function ended(stage: StageProgress, at: string): StageProgress {
  return stage.state === 'done' ? stage : { ...stage, state: 'done', endedAt: at, secondsLeft: null, ...(stage.total !== null && { done: stage.total }) }
}

function counted(stage: StageProgress, { done, total, unit, message }: ProgressStep, at: string): StageProgress {
  const begun = stage.state === 'running' && (unit === undefined || stage.unit === null || unit === stage.unit) ? stage : { ...stage, done: null, total: null, startedAt: stage.startedAt ?? at }
  const startedAt = begun.startedAt ?? at
  const counts = { done: done ?? begun.done, total: done === undefined ? begun.total : total ?? null, unit: unit ?? begun.unit }
  const seconds = (Date.parse(at) - Date.parse(startedAt)) / 1000
  const rate = counts.done !== null && seconds >= LEAST_SECONDS ? counts.done / seconds : null
  const left = rate !== null && rate > 0 && counts.total !== null && counts.done !== null ? Math.max(0, counts.total - counts.done) / rate : null
  return { ...begun, ...counts, state: 'running', startedAt, endedAt: null, message: message ?? begun.message, ratePerSecond: rate, secondsLeft: left }
}
