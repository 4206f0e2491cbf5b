import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Figure } from '#dam/catalogue/figures/figure-answers.ts'
import { figuresQuery } from '../api/dam.ts'
import { HowComputed } from '../ui/how-computed.tsx'
import { Problem } from '../ui/problem.tsx'
import { writeInstant, writeNumber, writeSeconds } from '../words/write-numbers.ts'

const NAMES: readonly Figure['name'][] = ['open-datasets', 'downloads-with-use', 'days-to-release']

/** Three numbers of the dam as a whole, each with how it was counted. Their room is there before they are. */
export function HomeFigures() {
  const { t } = useLingui()
  const query = useQuery(figuresQuery)
  return (
    <section className="section" aria-label={t`This dam in figures`}>
      <dl className="figures home">{NAMES.map((name) => <Cell key={name} name={name} figure={query.data?.items.find((figure) => figure.name === name)} />)}</dl>
      {query.isError && query.data === undefined && <div style={{ marginBlockStart: 'var(--s4)' }}><Problem fault={query.error} retry={() => void query.refetch()} /></div>}
    </section>
  )
}

function Cell({ name, figure }: { readonly name: Figure['name']; readonly figure: Figure | undefined }) {
  const { t, i18n } = useLingui()
  const titles: Record<Figure['name'], string> = { 'open-datasets': t`Data sets open to all`, 'downloads-with-use': t`Downloads that led to a known use`, 'days-to-release': t`From upload to release, median` }
  const methods: Record<Figure['name'], string> = {
    'open-datasets': t`Counted are data sets whose newest version is published, open to everyone without an account, and under a licence that has not ended. Withdrawn ones do not count.`,
    'downloads-with-use': t`For each use that people told of and the publisher confirmed, one download counts. Where data is not open to all, the same person must have downloaded it before telling of the use. Where it is open, nobody notes who downloads: there it must have been downloaded by anyone before. Never more than the downloads of the data set, so this is a lower bound.`,
    'days-to-release': t`For each version that was ever published: the days from the moment when its last file had arrived to its publication. Shown is the one in the middle, the median. Versions withdrawn later count too; a version whose files came another way does not.`,
  }
  return (
    <div>
      <dt>{titles[name]}</dt>
      <dd>{figure === undefined ? <span className="quiet" aria-hidden="true">–</span> : <Value figure={figure} />}</dd>
      <dd className="beside">{figure && <Beside figure={figure} />}</dd>
      <dd className="beside">{figure && <HowComputed how={{ method: { [i18n.locale]: methods[name] }, recompute: figure.sql }} of={titles[name]} lead={<Trans>Counted {writeInstant(figure.countedAt, i18n.locale)} by this query, which the server ran on its tables. Whoever operates the dam gets the number again with it:</Trans>} />}</dd>
    </div>
  )
}

function Value({ figure: { name, value } }: { readonly figure: Figure }) {
  const { t, i18n } = useLingui()
  if (value === null) return <span className="quiet">–</span>
  if (name !== 'days-to-release') return writeNumber(value, i18n.locale)
  if (value < 1) return writeSeconds(value * 86_400, i18n.locale)
  return t`${writeNumber(value, i18n.locale, 1)} ${plural(value, { one: 'day', other: 'days' })}`
}

/** Out of how many, or why there is no number yet. */
function Beside({ figure: { name, because, outOf } }: { readonly figure: Figure }) {
  const { t, i18n } = useLingui()
  if (because === 'no-downloads') return t`Nothing has been downloaded yet`
  if (because === 'no-releases') return t`Nothing has been released yet`
  const words: Record<Figure['name'], string> = {
    'open-datasets': t`of ${writeNumber(outOf, i18n.locale)} published`,
    'downloads-with-use': t`of ${writeNumber(outOf, i18n.locale)} downloads`,
    'days-to-release': t`over ${writeNumber(outOf, i18n.locale)} ${plural(outOf, { one: 'release', other: 'releases' })}`,
  }
  return words[name]
}
