import type { Progress, ProgressStep } from '#platform/progress.ts'

/** Where progress goes; the process's own stderr, or a collector in a test. */
export interface Screen {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

const REDRAW_MILLISECONDS = 100

/**
 * Shows the steps of a run: on a terminal one line that is redrawn, with count, rate and time left;
 * elsewhere one line for each finished stage.
 */
export function showProgress(screen: Screen, now: () => number): { progress: Progress; end: () => void } {
  let stage = ''
  let stageStart = now()
  let last: ProgressStep | undefined
  let drawnAt = -Infinity

  function endStage() {
    if (!stage) return
    const seconds = (now() - stageStart) / 1000
    const line = `  ${stage.padEnd(12)} ${[last?.message, countOf(last)].filter(Boolean).join(', ').padEnd(40)} ${seconds.toFixed(1)} s`
    screen.write(`${screen.isTTY ? '\r\u001b[2K' : ''}${line.trimEnd()}\n`)
    stage = ''
    last = undefined
  }

  return {
    progress(step) {
      if (step.stage !== stage) {
        endStage()
        stage = step.stage
        stageStart = now()
        drawnAt = -Infinity
      }
      last = { ...last, ...step }
      if (!screen.isTTY || now() - drawnAt < REDRAW_MILLISECONDS) return
      drawnAt = now()
      screen.write(`\r\u001b[2K${liveLine(last, (drawnAt - stageStart) / 1000).slice(0, (screen.columns ?? 80) - 1)}`)
    },
    end: endStage,
  }
}

function liveLine(step: ProgressStep, seconds: number): string {
  const parts = [`  ${step.stage.padEnd(12)} ${step.message ?? ''}`.trimEnd(), countOf(step)]
  if (step.done && step.unit && seconds > 0.5) {
    const rate = step.done / seconds
    parts.push(`${shortNumber(rate)} ${step.unit}/s`)
    if (step.total && step.total > step.done) parts.push(`${Math.ceil((step.total - step.done) / rate)} s left`)
  }
  return parts.filter(Boolean).join(', ')
}

function countOf(step: ProgressStep | undefined): string {
  if (step?.done === undefined) return ''
  const total = step.total === undefined ? '' : ` of ${step.total.toLocaleString('en')}`
  return `${step.done.toLocaleString('en')}${total} ${step.unit ?? ''}`.trimEnd()
}

function shortNumber(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}
