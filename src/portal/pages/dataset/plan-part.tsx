import '../../ui/viewer.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DatasetAnswer, ReleasedPlan, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { Fact } from '#dam/dataset/fact.ts'
import { qualityQuery } from '../../api/datasets.ts'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Verdict, writeShown } from '../../ui/fact-row.tsx'
import { HowComputed } from '../../ui/how-computed.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Told } from '../../ui/told.tsx'
import { writeNumber, writeShare } from '../../words/write-numbers.ts'
import { readPlan, type PlannedCell } from './read-plan.ts'

const REPORT = 'reports/quality.json'
/** Cells that are drawn before the rest is asked for. */
const FIRST = 20

/** Each target of the plan beside what was measured of the delivery; nothing where nothing was planned. */
export function PlanPart({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const isThere = version.files.some(({ path }) => path === REPORT)
  const { data, error } = useQuery({ ...qualityQuery(publisher, slug, version.version), enabled: isThere })
  if (error !== null) return <Problem fault={error} />
  const plan = data && readPlan(data.plan)
  if (plan === undefined || (plan.targets.length === 0 && plan.cells.length === 0)) return null
  return (
    <section aria-labelledby="plan">
      <h2 id="plan"><Trans>Planned and measured</Trans></h2>
      <p className="quiet small" style={{ marginBlock: 'var(--s1) var(--s4)' }}><Trans>What was agreed for this data, and what was counted in the delivery before anything was changed.</Trans></p>
      <div className="stack">
        {plan.targets.length > 0 && <Targets facts={plan.targets} />}
        {plan.cells.length > 0 && <Cells cells={plan.cells} hidesSmall={plan.hidesSmall} how={data?.plan.cellsHow} />}
      </div>
    </section>
  )
}

function Targets({ facts }: { readonly facts: readonly Fact[] }) {
  const { t, i18n } = useLingui()
  return (
    <table className="plan-bars cards">
      <thead><tr><th scope="col"><Trans>Agreed</Trans></th><th scope="col"><span className="hidden"><Trans>Drawn</Trans></span></th><th scope="col" className="number"><Trans>Planned</Trans></th><th scope="col" className="number"><Trans>Measured</Trans></th><th scope="col"><Trans>Verdict</Trans></th><th scope="col"><span className="hidden"><Trans>How computed</Trans></span></th></tr></thead>
      <tbody>
        {facts.map((fact) => {
          const [target, measured] = [Number(fact.rule), Number(fact.measured)]
          const most = Math.max(target, measured) * 1.1 || 1
          return (
            <tr key={fact.id}>
              <td><Told words={fact.label} /></td>
              <PlanBar share={measured / most} target={target / most} isShort={fact.verdict === 'failed'} />
              <td data-label={t`Planned`} className="number">{writeShown(fact.rule, fact.unit, i18n.locale)}</td>
              <td data-label={t`Measured`} className="number">{writeShown(fact.measured, fact.unit, i18n.locale)}</td>
              <td data-label={t`Verdict`}><Verdict verdict={fact.verdict} /></td>
              <td className="how"><HowComputed how={fact.how} of={fact.label} /></td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface CellsOf {
  readonly cells: readonly PlannedCell[]
  readonly hidesSmall: boolean
  readonly how: ReleasedPlan['plan']['cellsHow']
}

function Cells({ cells, hidesSmall, how }: CellsOf) {
  const { t, i18n } = useLingui()
  const [isWhole, setWhole] = useState(false)
  const number = (value: number) => writeNumber(value, i18n.locale)
  const short = cells.filter(({ verdict }) => verdict === 'failed')
  const [worst] = short
  const most = Math.max(...cells.map(({ share, target, tolerance }) => Math.max(share, target + tolerance))) || 1
  const nameOf = ({ cell }: PlannedCell) => cell.map(({ value }) => value ?? t`missing`).join(' · ')
  return (
    <>
      <p>
        {short.length === 0 ? <Trans>All {number(cells.length)} planned groups are within what was agreed.</Trans> : <Trans>{number(short.length)} of {number(cells.length)} planned groups are outside what was agreed.</Trans>}
        {worst !== undefined && worst.shortfall > 0 && <>{' '}<Trans>Shortest is <bdi>{nameOf(worst)}</bdi>: {number(worst.shortfall)} rows are missing.</Trans></>}
      </p>
      {hidesSmall && <p className="note small"><Trans>Some groups are too small to be told: their counts are hidden or read 0, and all others are rounded, so that nobody is found by subtracting.</Trans></p>}
      <table className="plan-bars cards">
        <thead><tr><th scope="col"><bdi>{cells[0]?.cell.map(({ column }) => column).join(' · ')}</bdi></th><th scope="col"><span className="hidden"><Trans>Drawn</Trans></span></th><th scope="col" className="number"><Trans>Planned</Trans></th><th scope="col" className="number"><Trans>Measured</Trans></th><th scope="col" className="number"><Trans>Rows</Trans></th><th scope="col"><Trans>Verdict</Trans></th></tr></thead>
        <tbody>
          {cells.slice(0, isWhole ? cells.length : FIRST).map((cell) => (
            <tr key={JSON.stringify(cell.cell)}>
              <td><bdi>{nameOf(cell)}</bdi></td>
              <PlanBar share={cell.share / most} target={cell.target / most} tolerance={cell.tolerance / most} isShort={cell.verdict === 'failed'} />
              <td data-label={t`Planned`} className="number">{writeShare(cell.target, i18n.locale)} ± {writeShare(cell.tolerance, i18n.locale)}</td>
              <td data-label={t`Measured`} className="number">{writeShare(cell.share, i18n.locale)}</td>
              <td data-label={t`Rows`} className="number">{number(cell.count)}</td>
              <td data-label={t`Verdict`}>{cell.verdict === 'passed' ? <Badge tone="good" icon="check">{t`Kept`}</Badge> : cell.shortfall > 0 ? <Badge tone="bad" icon="cross">{t`${number(cell.shortfall)} short`}</Badge> : <Badge tone="warn" icon="warn">{t`More than planned`}</Badge>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="line">
        {cells.length > FIRST && !isWhole && <Button variant="default" onClick={() => setWhole(true)}><Trans>Show all {number(cells.length)} groups</Trans></Button>}
        {how !== undefined && <HowComputed how={how} of={t`planned groups`} />}
      </div>
      <p className="tiny quiet"><Trans>The bar is what was measured, the line what was planned, the band around it what was allowed.</Trans></p>
    </>
  )
}

/** What was measured as a bar, what was planned as a line, what is allowed around it as a band; all of 0 to 1 of the width. */
function PlanBar({ share, target, tolerance = 0, isShort }: { readonly share: number; readonly target: number; readonly tolerance?: number; readonly isShort: boolean }) {
  const percent = (part: number) => `${(100 * Math.max(0, Math.min(1, part))).toFixed(2)}%`
  return (
    <td className="bar-cell">
      <svg aria-hidden="true">
        {tolerance > 0 && <rect className="allowed" x={percent(target - tolerance)} width={percent(Math.min(target + tolerance, 1) - Math.max(0, target - tolerance))} height="100%" />}
        <rect className={isShort ? 'bar short' : 'bar'} y="4" width={percent(share)} height="12" rx="2" />
        <line className="target" x1={percent(target)} x2={percent(target)} y1="0" y2="100%" />
      </svg>
    </td>
  )
}
