import { Trans, useLingui } from '@lingui/react/macro'
import type { KeyboardEvent } from 'react'
import type { TradeoffChoice } from '#dam/catalogue/runs/tradeoff-answers.ts'
import { placeChoices, type PlacedChoices } from './place-choices.ts'
import { useTradeoffWords } from './tradeoff-words.ts'

interface Chart {
  readonly choices: readonly TradeoffChoice[]
  readonly choose: (choice: TradeoffChoice) => void
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`

/** What is lost along, the highest risk up. Every point is a button: arrows go from one to the next, Enter takes it. */
export function TradeoffChart({ choices, choose }: Chart) {
  const { t } = useLingui()
  const { share } = useTradeoffWords()
  const { points, lossTicks, riskTicks } = placeChoices(choices)
  const kept = points.filter(({ choices: [first] }) => first?.because === null)
  const own = points.findIndex((point) => point.choices.some(({ isOwn }) => isOwn))
  return (
    <div className="tradeoff-chart">
      <p className="tiny quiet axis-up"><Trans>Highest risk of being found</Trans></p>
      <div className="plot">
        {riskTicks.map(({ value, at }) => <span key={value} className="tick up" style={{ insetBlockEnd: percent(at) }}><bdi className="tiny quiet">{share(value)}</bdi></span>)}
        {lossTicks.map(({ value, at }) => <span key={value} className="tick along" style={{ insetInlineStart: percent(at) }}><bdi className="tiny quiet">{share(value)}</bdi></span>)}
        <svg aria-hidden="true" viewBox="0 0 1000 1000" preserveAspectRatio="none"><polyline points={kept.map(({ x, y }) => `${(1000 * x).toFixed(1)},${(1000 - 1000 * y).toFixed(1)}`).join(' ')} /></svg>
        <div role="group" aria-label={t`Other promises, from what loses least on; Enter takes one`} onKeyDown={goAlong}>
          {points.map((point, place) => <Point key={place} point={point} isFirst={place === Math.max(0, own)} choose={choose} />)}
        </div>
      </div>
      <p className="tiny quiet axis-along"><Trans>What is lost</Trans></p>
    </div>
  )
}

function Point({ point: { x, y, choices }, isFirst, choose }: { readonly point: PlacedChoices; readonly isFirst: boolean; readonly choose: Chart['choose'] }) {
  const { tell } = useTradeoffWords()
  // Of those that come to the same, the one that promises most is taken.
  const strictest = choices.at(-1)
  const isOwn = choices.some((choice) => choice.isOwn)
  if (strictest === undefined) return null
  const label = labelOf(choices)
  const classes = ['point', isOwn ? 'own' : '', strictest.because === null ? '' : 'barred', x > 0.85 ? 'at-end' : ''].filter((one) => one !== '').join(' ')
  return (
    <button type="button" className={classes} style={{ insetInlineStart: percent(x), insetBlockEnd: percent(y) }} tabIndex={isFirst ? 0 : -1} aria-pressed={isOwn} aria-label={tell(strictest, label)} title={tell(strictest, label)}
      onClick={() => { if (!isOwn) choose(strictest) }}>
      <span className="dot" aria-hidden="true" />
      <span className="label" aria-hidden="true"><bdi>k {label}</bdi></span>
    </button>
  )
}

/** Many in a row by the first and the last. */
function labelOf(choices: readonly TradeoffChoice[]): string {
  const ks = choices.map(({ k }) => String(k))
  return ks.length > 2 ? `${ks[0]}–${ks.at(-1)}` : ks.join(', ')
}

function goAlong(event: KeyboardEvent<HTMLElement>): void {
  const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl'
  const step = new Map([['ArrowRight', isMirrored ? -1 : 1], ['ArrowLeft', isMirrored ? 1 : -1], ['ArrowUp', -1], ['ArrowDown', 1]]).get(event.key)
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const next = step === undefined ? undefined : event.key === 'Home' ? buttons[0] : buttons[at + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
