import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'
import { Badge } from '../../../ui/evidence-badge.tsx'
import { Verdict, writeShown } from '../../../ui/fact-row.tsx'
import { HowComputed } from '../../../ui/how-computed.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Told } from '../../../ui/told.tsx'
import { writeNumber, writeShare } from '../../../words/write-numbers.ts'
import type { Preview } from './use-preview.ts'

interface Risk {
  readonly preview: Preview
  /** Share of rows that may be hidden, as the recipe says it. */
  readonly limit: number | null
  readonly isPromised: boolean
}

/** What the recipe would do as it stands: the risk that is left, and what it costs. */
export function RiskPane({ preview, limit, isPromised }: Risk) {
  const { t } = useLingui()
  const { result, answer, isOld, isCounting, fault } = preview
  const because = isCounting ? null : answer?.because ?? null
  const hasProblems = !isCounting && (answer?.problems.length ?? 0) > 0
  return (
    <section className="risk" aria-label={t`What it would do as it stands`} aria-busy={isCounting}>
      <div className="pane-head"><h2 className="title-3"><Trans>As it stands</Trans></h2>{isOld && result !== null && <Badge tone="warn" icon="clock">{t`Older figures`}</Badge>}</div>
      <Counted preview={preview} />
      {fault !== null && <Problem fault={fault} retry={preview.retry} />}
      {hasProblems && <p className="note warn small"><Trans>The recipe has problems, so it cannot be tried. They are named beside it.</Trans></p>}
      {because !== null && <div className="note bad small"><strong><Trans>It does not work out</Trans></strong><p dir="auto"><Told words={because} /></p></div>}
      {result !== null && (
        <div className={isOld ? 'old' : undefined}>
          <Figures result={result} limit={limit} isPromised={isPromised} />
          <Facts result={result} />
        </div>
      )}
    </section>
  )
}

/** On how many rows it was tried, said as well to those who listen. */
function Counted({ preview: { result, isCounting, isOld, isExact, answer, countAll } }: { readonly preview: Preview }) {
  const { i18n } = useLingui()
  const seconds = new Intl.NumberFormat(i18n.locale === 'ar' ? 'ar-u-nu-latn' : i18n.locale, { maximumFractionDigits: 1 }).format((answer?.milliseconds ?? 0) / 1000)
  const [rows, all] = [writeNumber(result?.rows ?? 0, i18n.locale), writeNumber(result?.delivered ?? 0, i18n.locale)]
  const isAll = isExact || (result !== null && result.rows === result.delivered)
  return (
    <div className="line apart counted">
      <p className="small quiet" role="status">
        {isCounting ? <Trans>Counting …</Trans> : result === null || isOld ? null : isAll ? <Trans>Counted on all {all} rows in {seconds} s</Trans> : <Trans>Tried on {rows} of {all} rows in {seconds} s</Trans>}
      </p>
      {!isExact && <Button size="compact-sm" variant="default" disabled={isCounting || result === null || isOld} onClick={countAll}><Trans>Count all rows</Trans></Button>}
    </div>
  )
}

function Figures({ result, limit, isPromised }: { readonly result: PreviewResult; readonly limit: number | null; readonly isPromised: boolean }) {
  const { t, i18n } = useLingui()
  const { smallest, classes, uniquesBefore, uniquesAfter, loss, suppressed, rows, attack, worstGroup } = result
  const number = (value: number) => writeNumber(value, i18n.locale)
  const share = (value: number) => writeShare(Math.round(value * 1000) / 1000, i18n.locale)
  const most = share(limit ?? 0.05)
  return (
    <dl className="meters">
      <Meter name={t`Smallest group`} figure={number(smallest)} how={t`Rows that are alike in all that points at a person, the fewest of any group.`}><Trans>of {number(classes)} groups</Trans></Meter>
      <Meter name={t`Rows that stand alone`} figure={number(uniquesAfter)} how={t`Rows with a combination that no other row has, as delivered and as released.`}><Trans>{number(uniquesBefore)} as delivered</Trans></Meter>
      <Meter name={t`What is lost`} figure={share(loss)} how={t`How wide the labels are, on average over rows and columns: 0 % nothing, 100 % all.`} />
      <Meter name={t`Hidden rows`} figure={number(suppressed)} how={t`Rows whose every label that points at a person became *.`}>{isPromised ? <Trans>{share(rows === 0 ? 0 : suppressed / rows)}, at most {most}</Trans> : share(rows === 0 ? 0 : suppressed / rows)}</Meter>
      {attack && <Meter name={t`Strongest attack`} figure={share(attack.rate)} how={t`How often somebody who holds the release guesses right; chance is a guess without the attack.`}><Told words={attack.label} /> · <Trans>chance {share(attack.chance)}</Trans></Meter>}
      {worstGroup && <Meter name={t`Group that loses most`} figure={share(worstGroup.loss)} how={t`What is lost in the rows of the group, on average; a hidden row has lost all.`}><bdi>{worstGroup.cell.map(({ value }) => value ?? '–').join(' · ')}</bdi> · {plural(worstGroup.rows, { one: '# row', other: '# rows' })}</Meter>}
    </dl>
  )
}

function Meter({ name, figure, how, children }: { readonly name: string; readonly figure: string; readonly how: string; readonly children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{figure}</dd>
      <dd className="beside small">{children}</dd>
      <dd className="how tiny quiet">{how}</dd>
    </div>
  )
}

function Facts({ result: { facts } }: { readonly result: PreviewResult }) {
  const { t, i18n } = useLingui()
  if (facts.length === 0) return null
  return (
    <>
      <h3 className="facts-head"><Trans>The promises</Trans></h3>
      <ul className="promises">
        {facts.map((fact) => (
          <li key={fact.id}>
            <span><Told words={fact.label} /><br /><span className="tiny quiet">{t`Measured`} {writeShown(fact.measured, fact.unit, i18n.locale)} · {t`Rule`} {writeShown(fact.rule, fact.unit, i18n.locale)} · <HowComputed how={fact.how} of={fact.label} /></span></span>
            <Verdict verdict={fact.verdict} />
          </li>
        ))}
      </ul>
    </>
  )
}
