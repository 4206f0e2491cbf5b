import { useLingui } from '@lingui/react/macro'
import type { ColumnStatistics } from '#dam/catalogue/datasets/dataset-answers.ts'
import { useColumnWords } from './column-words.ts'

const [WIDTH, HEIGHT] = [120, 28]

/** The distribution of a column at its head: as high as a range or value has rows. */
export function ColumnStrip({ column }: { readonly column: ColumnStatistics }) {
  const { t } = useLingui()
  const { summarise } = useColumnWords()
  const counts = column.chart.kind === 'none' ? [] : column.chart.bars.map(({ count }) => count)
  const highest = Math.max(1, ...counts)
  const width = WIDTH / Math.max(6, counts.length)
  return (
    <svg className="column-strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t`How ${column.name} is spread: ${summarise(column)}`}>
      <rect x="0" y={HEIGHT - 1} width={WIDTH} height="1" fill="var(--line-strong)" />
      {counts.map((count, place) => {
        const height = count === 0 ? 0 : Math.max(2, (HEIGHT * count) / highest)
        return <rect key={place} x={place * width} y={HEIGHT - height} width={Math.max(1, width - 1)} height={height} fill="var(--series-1)" />
      })}
    </svg>
  )
}
