import { Trans } from '@lingui/react/macro'
import { useLingui } from '@lingui/react'
import { writeNumber, writeSeconds } from '../words/write-numbers.ts'

interface HowFar {
  readonly label: string
  readonly done: number | null
  readonly total: number | null
  readonly ratePerSecond?: number | null
  readonly secondsLeft?: number | null
  readonly tone?: 'bad'
  readonly write?: (amount: number) => string
}

/** How far something is: bar, count, rate and time left, as far as they are known. */
export function Progress({ label, done, total, ratePerSecond = null, secondsLeft = null, tone, write }: HowFar) {
  const { i18n } = useLingui()
  const written = write ?? ((amount: number) => writeNumber(amount, i18n.locale, 0))
  const share = done !== null && total !== null && total > 0 ? Math.min(1, done / total) : null
  const rate = ratePerSecond === null ? '' : written(ratePerSecond)
  const left = secondsLeft === null ? '' : writeSeconds(secondsLeft, i18n.locale)
  return (
    <div>
      <div className={`progress ${share === null ? 'unknown' : ''} ${tone ?? ''}`} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} {...(share !== null && { 'aria-valuenow': Math.round(share * 100) })}>
        <div {...(share !== null && { style: { inlineSize: `${share * 100}%` } })} />
      </div>
      <p className="small quiet line number" style={{ marginBlockStart: 'var(--s1)' }}>
        {done !== null && <span>{total === null ? written(done) : `${written(done)} / ${written(total)}`}</span>}
        {rate !== '' && <span><Trans>{rate} per second</Trans></span>}
        {left !== '' && <span><Trans>{left} left</Trans></span>}
      </p>
    </div>
  )
}
