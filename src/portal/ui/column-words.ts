import { useLingui } from '@lingui/react/macro'
import type { ColumnStatistics, RowFilter } from '#dam/catalogue/datasets/dataset-answers.ts'
import { writeNumber, writeShare } from '../words/write-numbers.ts'

// Isolated, so that a value in another script does not turn the words around it.
const isolated = (text: string) => `\u2068${text}\u2069`

/** What is said of columns, their values and filters, in the reader's language. */
export function useColumnWords() {
  const { t, i18n } = useLingui()
  const tests: Readonly<Record<RowFilter['is'], string>> = { contains: t`contains`, equals: t`is`, 'at-least': t`at least`, 'at-most': t`at most`, missing: t`is missing` }
  const isNumber = (type: string) => type === 'integer' || type === 'decimal'
  /** A value as the column shows it: numbers as the language writes them, all else as it is. */
  const writeValue = (value: string, type: string) => (isNumber(type) && Number.isFinite(Number(value)) ? writeNumber(Number(value), i18n.locale, 6) : value)
  const share = (count: number, of: number) => writeShare(of === 0 ? 0 : Math.round((1000 * count) / of) / 1000, i18n.locale)

  /** One sentence of how the values are spread. */
  function summarise({ type, chart, distinct, distinctIsExact, smallest, largest, mean }: ColumnStatistics): string {
    const different = distinctIsExact ? writeNumber(distinct, i18n.locale) : t`about ${writeNumber(distinct, i18n.locale)}`
    if (chart.kind === 'none') return chart.because === 'all-missing' ? t`No row has a value.` : t`Nearly every row has a value of its own: ${different} different ones.`
    const present = chart.bars.reduce((sum, { count }) => sum + count, 0) + (chart.kind === 'values' ? chart.others : 0)
    if (chart.kind === 'values') {
      const most = chart.bars.reduce((high, bar) => (bar.count > high.count ? bar : high))
      const value = isolated(writeValue(most.value, type))
      if (distinct === 1) return t`Every value is ${value}.`
      return t`Most often ${value}, in ${share(most.count, present)} of the rows that have a value; ${different} different values.`
    }
    const [least, greatest] = [isolated(writeValue(smallest ?? '', type)), isolated(writeValue(largest ?? '', type))]
    const fullest = chart.bars.reduce((high, bar) => (bar.count > high.count ? bar : high))
    const [from, to] = [isolated(writeValue(fullest.from, type)), isolated(writeValue(fullest.to, type))]
    const spread = t`From ${least} to ${greatest}; most rows, ${share(fullest.count, present)}, lie from ${from} to below ${to}.`
    return mean === null ? spread : `${spread} ${t`On average ${isolated(writeNumber(mean, i18n.locale))}.`}`
  }

  /** A filter in words: `cost at least 800`. */
  function describeFilter({ column, is, value = '' }: RowFilter, type: string): string {
    const [name, written] = [isolated(column), isolated(writeValue(value, type))]
    switch (is) {
      case 'missing': return t`${name}: missing`
      case 'contains': return t`${name} contains “${written}”`
      case 'equals': return t`${name} is “${written}”`
      case 'at-least': return t`${name} at least ${written}`
      case 'at-most': return t`${name} at most ${written}`
    }
  }

  return { tests, writeValue, share, summarise, describeFilter }
}
