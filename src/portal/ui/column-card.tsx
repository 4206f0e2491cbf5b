import { Trans, useLingui } from '@lingui/react/macro'
import type { ColumnStatistics } from '#dam/catalogue/datasets/dataset-answers.ts'
import { writeNumber } from '../words/write-numbers.ts'
import { useColumnWords } from './column-words.ts'
import { type CountedRelease, HowComputed } from './how-computed.tsx'

interface Card {
  readonly column: ColumnStatistics
  readonly rows: number
  readonly role: string | null
  readonly release: CountedRelease
}

/** One column of a release: a sentence, its measures, a chart with its table, and how to count both again. */
export function ColumnCard({ column, rows, role, release }: Card) {
  const { t, i18n } = useLingui()
  const { share, summarise, writeValue } = useColumnWords()
  const { name, type, missing, distinct, distinctIsExact, smallest, largest, mean, chart, recompute } = column
  const counted = writeNumber(distinct, i18n.locale)
  const inWords = (text: string) => ({ [i18n.locale]: text })
  const measures = inWords(t`All released rows were counted. Where they are more than 200,000, the number of different values is an estimate.`)
  const bars = inWords(chart.kind === 'ranges' ? t`Released rows that have a value were counted in ranges of equal width. The ranges are numbered; one without rows counts 0.` : t`Released rows that have a value were counted by value; the 20 commonest are shown.`)
  return (
    <article className="card column-card">
      <div>
        <h3><bdi>{name}</bdi></h3>
        <p className="tiny quiet"><bdi className="code">{type}</bdi>{role !== null && <> · {role}</>}</p>
      </div>
      <p className="small">{summarise(column)}</p>
      {chart.kind === 'ranges' && <Ranges chart={chart} type={type} name={name} />}
      {chart.kind === 'values' && <Values chart={chart} type={type} name={name} />}
      <dl className="measures small">
        <div><dt><Trans>Missing</Trans></dt><dd>{missing === 0 ? t`none` : share(missing, rows)}</dd></div>
        <div><dt><Trans>Different values</Trans></dt><dd>{distinctIsExact ? counted : t`about ${counted}`}</dd></div>
        {smallest !== null && <div><dt><Trans>Smallest</Trans></dt><dd><bdi>{writeValue(smallest, type)}</bdi></dd></div>}
        {largest !== null && <div><dt><Trans>Largest</Trans></dt><dd><bdi>{writeValue(largest, type)}</bdi></dd></div>}
        {mean !== null && <div><dt><Trans>Mean</Trans></dt><dd>{writeNumber(mean, i18n.locale)}</dd></div>}
      </dl>
      <div className="line">
        <HowComputed how={{ method: measures, recompute: recompute.summary }} of={t`measures of ${name}`} release={release} />
        {recompute.chart !== null && <HowComputed how={{ method: bars, recompute: recompute.chart }} label={t`How the chart was computed`} of={name} release={release} />}
      </div>
    </article>
  )
}

interface ChartOf<Kind extends ColumnStatistics['chart']['kind']> {
  readonly chart: Extract<ColumnStatistics['chart'], { readonly kind: Kind }>
  readonly type: string
  readonly name: string
}

const [WIDTH, HEIGHT] = [400, 120]

function Ranges({ chart: { bars }, type, name }: ChartOf<'ranges'>) {
  const { t, i18n } = useLingui()
  const { writeValue } = useColumnWords()
  const highest = Math.max(1, ...bars.map(({ count }) => count))
  const width = WIDTH / bars.length
  return (
    <figure className="stack tight" style={{ margin: 0 }}>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t`Rows by ranges of ${name}; the table below holds the numbers`}>
        {bars.map(({ from, count }, place) => {
          const height = count === 0 ? 0 : Math.max(1.5, ((HEIGHT - 1) * count) / highest)
          return <rect className="bar" key={from} x={place * width} y={HEIGHT - 1 - height} width={Math.max(1, width - 1.5)} height={height} />
        })}
        <rect x="0" y={HEIGHT - 1} width={WIDTH} height="1" fill="var(--line-control)" />
      </svg>
      <div className="ends tiny quiet" aria-hidden="true"><bdi>{writeValue(bars[0]?.from ?? '', type)}</bdi><bdi>{writeValue(bars.at(-1)?.to ?? '', type)}</bdi></div>
      <details className="small">
        <summary><Trans>The numbers as a table</Trans></summary>
        <table>
          <thead><tr><th scope="col"><Trans>At least</Trans></th><th scope="col"><Trans>Less than</Trans></th><th scope="col" className="number"><Trans>Rows</Trans></th></tr></thead>
          <tbody>{bars.map(({ from, to, count }) => <tr key={from}><td><bdi>{writeValue(from, type)}</bdi></td><td><bdi>{writeValue(to, type)}</bdi></td><td className="number">{writeNumber(count, i18n.locale)}</td></tr>)}</tbody>
        </table>
      </details>
    </figure>
  )
}

/** Values that are shown before the rest is asked for. */
const FIRST_VALUES = 8

/** Bars that are a table themselves. */
function Values({ chart: { bars, others }, type, name }: ChartOf<'values'>) {
  const shown = bars.length <= FIRST_VALUES + 1 ? bars.length : FIRST_VALUES
  const highest = Math.max(1, others, ...bars.map(({ count }) => count))
  const rest = bars.slice(shown)
  return (
    <figure className="stack tight small" style={{ margin: 0 }}>
      <ValueTable bars={bars.slice(0, shown)} others={rest.length === 0 ? others : 0} highest={highest} type={type} name={name} />
      {rest.length > 0 && <details><summary><Trans>{rest.length} more values</Trans></summary><ValueTable bars={rest} others={others} highest={highest} type={type} name={name} /></details>}
    </figure>
  )
}

interface ValueRows {
  readonly bars: ChartOf<'values'>['chart']['bars']
  readonly others: number
  /** The rows of the longest bar. */
  readonly highest: number
  readonly type: string
  readonly name: string
}

function ValueTable({ bars, others, highest, type, name }: ValueRows) {
  const { i18n } = useLingui()
  const { writeValue } = useColumnWords()
  return (
    <table className="value-bars">
      <thead className="hidden"><tr><th scope="col"><bdi>{name}</bdi></th><th scope="col" colSpan={2}><Trans>Rows</Trans></th></tr></thead>
      <tbody>
        {bars.map(({ value, count }) => <tr key={value}><th scope="row"><bdi>{value === '' ? '""' : writeValue(value, type)}</bdi></th><BarCell share={count / highest} /><td className="number">{writeNumber(count, i18n.locale)}</td></tr>)}
        {others > 0 && <tr><th scope="row" className="quiet"><Trans>all others</Trans></th><BarCell share={others / highest} isOthers /><td className="number">{writeNumber(others, i18n.locale)}</td></tr>}
      </tbody>
    </table>
  )
}

function BarCell({ share, isOthers = false }: { readonly share: number; readonly isOthers?: boolean }) {
  return <td className="bar-cell"><svg aria-hidden="true"><rect className={isOthers ? 'bar others' : 'bar'} width={`${(100 * share).toFixed(2)}%`} height="100%" rx="2" /></svg></td>
}
