import { Trans, useLingui } from '@lingui/react/macro'
import type { QueryAnswer } from '#dam/catalogue/query/query-answers.ts'
import { writeNumber } from '../words/write-numbers.ts'
import { type AnswerDrawing, chartOfAnswer } from './chart-of-answer.ts'
import { EmptyState } from './empty-state.tsx'

type Drawn = Exclude<AnswerDrawing, { readonly kind: 'none' }>

/** An answer as bars or a line, with a sentence that says what they show; its table stands behind the other switch. */
export function AnswerChart({ answer }: { readonly answer: QueryAnswer }) {
  const { t } = useLingui()
  const drawing = chartOfAnswer(answer)
  if (drawing.kind === 'none') return <EmptyState title={t`This answer has no numbers to draw`}><Trans>Ask for one column of names or times and one of numbers, such as a count by group.</Trans></EmptyState>
  return (
    <figure className="answer-chart">
      {drawing.kind === 'bars' ? <Bars drawing={drawing} /> : <Line drawing={drawing} />}
      <figcaption className="small quiet"><Summary drawing={drawing} /></figcaption>
    </figure>
  )
}

function Summary({ drawing: { measure, points, left } }: { readonly drawing: Drawn }) {
  const { i18n } = useLingui()
  const sorted = points.toSorted((one, other) => one.value - other.value)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (!least || !most) return null
  const number = (value: number) => writeNumber(value, i18n.locale)
  return (
    <>
      <Trans>{measure}: from {number(least.value)} ({least.label}) to {number(most.value)} ({most.label}), over {number(points.length)} points.</Trans>
      {left > 0 && <>{' '}<Trans>{number(left)} more are in the table.</Trans></>}
    </>
  )
}

function Bars({ drawing: { label, measure, points } }: { readonly drawing: Drawn }) {
  const { i18n } = useLingui()
  const [low, high] = rangeOf(points)
  const share = (value: number) => `${((100 * (value - low)) / (high - low)).toFixed(2)}%`
  return (
    <table className="bars">
      <thead><tr><th scope="col"><bdi>{label}</bdi></th><th scope="col" colSpan={2}><bdi>{measure}</bdi></th></tr></thead>
      <tbody>
        {points.map(({ label: name, value }, place) => (
          <tr key={place}>
            <th scope="row"><bdi>{name}</bdi></th>
            <td className="bar-cell"><svg aria-hidden="true" width="100%" height="16" preserveAspectRatio="none"><rect className="bar" x={share(Math.min(0, value))} width={`${((100 * Math.abs(value)) / (high - low)).toFixed(2)}%`} height="16" /></svg></td>
            <td className="number">{writeNumber(value, i18n.locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const [WIDTH, HEIGHT, EDGE] = [720, 240, 8]

function Line({ drawing: { label, measure, points } }: { readonly drawing: Drawn }) {
  const { t, i18n } = useLingui()
  const [low, high] = rangeOf(points)
  const x = (place: number) => EDGE + ((WIDTH - 2 * EDGE) * place) / Math.max(1, points.length - 1)
  const y = (value: number) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / (high - low)
  return (
    <>
      <p className="small"><bdi>{measure}</bdi> · {writeNumber(low, i18n.locale)} – {writeNumber(high, i18n.locale)}</p>
      <svg className="line-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t`${measure} over ${label}`}>
        <line x1={EDGE} x2={WIDTH - EDGE} y1={y(0)} y2={y(0)} stroke="var(--line-strong)" />
        <polyline fill="none" stroke="var(--series-1)" strokeWidth="2" points={points.map(({ value }, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
      </svg>
      <div className="line apart small quiet" dir="ltr"><bdi>{points[0]?.label}</bdi><bdi>{points.at(-1)?.label}</bdi></div>
    </>
  )
}

/** From the least to the most, zero always among them, and never nothing between. */
function rangeOf(points: Drawn['points']): [number, number] {
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  return [low, high === low ? low + 1 : high]
}
