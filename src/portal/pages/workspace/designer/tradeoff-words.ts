import { useLingui } from '@lingui/react/macro'
import type { TradeoffChoice } from '#dam/catalogue/runs/tradeoff-answers.ts'
import { writeNumber, writeShare } from '../../../words/write-numbers.ts'

/** Figures of choices as people read them. */
export function useTradeoffWords() {
  const { t, i18n } = useLingui()
  const share = (value: number) => writeShare(value < 0.01 ? Math.round(value * 10_000) / 10_000 : Math.round(value * 1000) / 1000, i18n.locale)
  const number = (value: number) => writeNumber(value, i18n.locale)
  /** One point in a sentence, for who cannot see it; it begins with the label that is seen. */
  const tell = ({ outcome }: TradeoffChoice, ks: string): string => {
    if (!outcome) return ''
    const [lost, risk, hidden, least] = [share(outcome.loss), share(outcome.highestRisk), number(outcome.suppressed), number(outcome.smallest)]
    return t`k ${ks}: ${lost} is lost, ${hidden} rows hidden, smallest group ${least}, highest risk ${risk}`
  }
  return { share, number, tell }
}
