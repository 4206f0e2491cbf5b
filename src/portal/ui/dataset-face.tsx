import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { DatasetSummary } from '#dam/catalogue/datasets/dataset-answers.ts'

const GAP = 5

/** The face of a data set: the distribution of each column, side by side, drawn from its profile. */
export function DatasetFace({ face, size = 'small' }: { readonly face: DatasetSummary['face']; readonly size?: 'small' | 'wide' }) {
  const { t } = useLingui()
  const [width, height] = size === 'small' ? [196, 44] : [720, 84]
  const columns = face.slice(0, size === 'small' ? 9 : 24)
  const columnWidth = (width - GAP * (columns.length - 1)) / Math.max(1, columns.length)
  return (
    <svg className={`face ${size}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={columns.length === 0 ? t`No picture yet: it is drawn from the first release` : t`How the values of ${plural(face.length, { one: '# column', other: '# columns' })} are spread`}>
      {columns.length === 0 && <rect x="0" y={height - 2} width={width} height="2" fill="var(--line-strong)" />}
      {columns.map(({ column, bars }, place) => {
        const barWidth = columnWidth / Math.max(1, bars.length)
        return bars.map((bar, at) => {
          const barHeight = Math.max(2, Math.min(1, bar) * (height - 2))
          return <rect key={`${column} ${at}`} x={place * (columnWidth + GAP) + at * barWidth} y={height - barHeight} width={Math.max(1, barWidth - 1)} height={barHeight} fill={`var(--series-${(place % 5) + 1})`} />
        })
      })}
    </svg>
  )
}
