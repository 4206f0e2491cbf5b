import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Tradeoff, TradeoffChoice } from '#dam/catalogue/runs/tradeoff-answers.ts'
import { tradeoffQuery } from '../../../api/runs.ts'
import { Badge } from '../../../ui/evidence-badge.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Told } from '../../../ui/told.tsx'
import { TradeoffChart } from './tradeoff-chart.tsx'
import { useTradeoffWords } from './tradeoff-words.ts'

interface Pane {
  readonly publisher: string
  readonly slug: string
  /** The recipe that is weighed; null while it is not sound or still counted. */
  readonly text: string | null
  /** Writes the choice into the recipe. */
  readonly choose: (choice: TradeoffChoice) => void
}

/** Fewer rows than this hang on single persons. */
const FEW_ROWS = 200

/** Privacy against usefulness: what other numbers for k would lose and protect from, each to be taken by a click or a key. */
export function TradeoffPane({ publisher, slug, text, choose }: Pane) {
  const { t } = useLingui()
  const query = useQuery({ ...tradeoffQuery(publisher, slug, text ?? ''), enabled: text !== null, placeholderData: keepPreviousData })
  const isOld = text === null || query.isPlaceholderData
  const { tradeoff, because } = query.data ?? { tradeoff: null, because: null }
  return (
    <section className="stack tight tradeoff" aria-label={t`Privacy against usefulness`} aria-busy={query.isFetching}>
      <div className="pane-head"><h3><Trans>What would another promise cost?</Trans></h3>{isOld && tradeoff !== null && <Badge tone="warn" icon="clock">{t`Older figures`}</Badge>}</div>
      <p className="small quiet" role="status">{query.isFetching ? <Trans>Trying other numbers …</Trans> : tradeoff === null && because === null && text === null ? <Trans>Shown as soon as the recipe is sound and counted.</Trans> : null}</p>
      {query.error !== null && !query.isFetching && <Problem fault={query.error} retry={() => void query.refetch()} />}
      {because !== null && !isOld && <p className="note warn small" dir="auto"><Told words={because} /></p>}
      {tradeoff !== null && <Figures tradeoff={tradeoff} isOld={isOld} choose={choose} />}
    </section>
  )
}

function Figures({ tradeoff, isOld, choose }: { readonly tradeoff: Tradeoff; readonly isOld: boolean; readonly choose: Pane['choose'] }) {
  const { t } = useLingui()
  const { choices } = tradeoff
  return (
    <figure className={`stack tight ${isOld ? 'old' : ''}`}>
      <figcaption className="small"><Summary tradeoff={tradeoff} /></figcaption>
      {choices.some(({ outcome }) => outcome !== null) && <TradeoffChart choices={choices} choose={choose} />}
      <div className="grid-frame" tabIndex={0} role="region" aria-label={t`The same figures as a table`}>
        <table>
          <thead><tr><th scope="col" className="number">k</th><th scope="col" className="number"><Trans>Lost</Trans></th><th scope="col" className="number"><Trans>Highest risk</Trans></th><th scope="col" className="number"><Trans>Hidden rows</Trans></th><th scope="col" className="number"><Trans>Smallest group</Trans></th><th scope="col"><span className="hidden"><Trans>Take it</Trans></span></th></tr></thead>
          <tbody>{choices.map((choice) => <ChoiceRow key={choice.k} choice={choice} choose={choose} />)}</tbody>
        </table>
      </div>
      <p className="tiny quiet"><Trans>The same on all rows, on the command line:</Trans> <code>datadam explore recipe.yaml --k {choices.map(({ k }) => k).join(',')}</code></p>
    </figure>
  )
}

function ChoiceRow({ choice, choose }: { readonly choice: TradeoffChoice; readonly choose: Pane['choose'] }) {
  const { t } = useLingui()
  const { share, number } = useTradeoffWords()
  const { k, outcome, because, isOwn } = choice
  return (
    <tr className={isOwn ? 'own' : undefined}>
      <th scope="row" className="number">{number(k)}</th>
      {outcome === null ? <td colSpan={4} className="because"><details><summary><Trans>Cannot be kept</Trans></summary><p dir="auto">{because !== null && <Told words={because} />}</p></details></td> : (
        <>
          <td className="number">{share(outcome.loss)}</td><td className="number">{share(outcome.highestRisk)}</td>
          <td className="number">{number(outcome.suppressed)}</td><td className="number">{number(outcome.smallest)}</td>
        </>
      )}
      <td>{isOwn ? <Badge icon="check">{t`Now`}</Badge> : outcome === null ? null : because === null ? <Button size="compact-sm" variant="default" aria-label={t`Take k ${k}`} onClick={() => choose(choice)}><Trans>Take</Trans></Button> : <Badge tone="bad" icon="cross">{t`Unfair to a group`}</Badge>}</td>
    </tr>
  )
}

/** What the picture shows: how things stand, the next stricter and the next milder choice, and what does not work out. */
function Summary({ tradeoff: { choices, rows, delivered } }: { readonly tradeoff: Tradeoff }) {
  const { share, number } = useTradeoffWords()
  const own = choices.find(({ isOwn }) => isOwn)
  const works = choices.filter(({ outcome, because, isOwn }) => outcome !== null && because === null && !isOwn)
  // What promises more and costs the same is worth more than any trade.
  const free = own?.outcome ? works.findLast(({ k, outcome }) => k > own.k && outcome !== null && outcome.loss <= (own.outcome?.loss ?? 0)) : undefined
  const stricter = works.find(({ k }) => k > (free?.k ?? own?.k ?? 0))
  const milder = works.findLast(({ k, outcome }) => k < (own?.k ?? 0) && outcome !== null && outcome.loss !== own?.outcome?.loss)
  const failing = choices.filter(({ outcome }) => outcome === null).length
  const figures = (choice: TradeoffChoice) => ({ k: number(choice.k), loss: share(choice.outcome?.loss ?? 0), risk: share(choice.outcome?.highestRisk ?? 0) })
  const [now, more, less] = [own?.outcome ? figures(own) : null, stricter ? figures(stricter) : null, milder ? figures(milder) : null]
  return (
    <>
      {now ? <Trans>As it stands, with k {now.k}, {now.loss} is lost, and whoever knows that a person is among the rows finds them with a chance of at most {now.risk}.</Trans> : <Trans>What is promised now cannot be kept.</Trans>}
      {free && <>{' '}<strong><Trans>Up to k {number(free.k)} nothing more is lost.</Trans></strong></>}
      {more && <>{' '}<Trans>With k {more.k} the chance would be {more.risk} and the loss {more.loss}.</Trans></>}
      {less && <>{' '}<Trans>With k {less.k} it would be {less.risk}, and the loss {less.loss}.</Trans></>}
      {failing > 0 && <>{' '}{plural(failing, { one: '# number cannot be kept on these rows.', other: '# numbers cannot be kept on these rows.' })}</>}
      {' '}<Trans>The nearer a point lies to the corner where both axes begin, the better.</Trans>
      {rows < delivered && <>{' '}<Trans>Tried on {number(rows)} of {number(delivered)} rows; on all of them groups are larger, and usually less is lost.</Trans></>}
      {rows < FEW_ROWS && <>{' '}<strong><Trans>These are {number(rows)} rows only: a few more or less may change every figure.</Trans></strong></>}
    </>
  )
}
