import { Trans, useLingui } from '@lingui/react/macro'
import type { InboxItem } from '#dam/catalogue/datasets/dataset-answers.ts'
import { writeDay, writeDistance } from '../words/write-numbers.ts'
import { Badge } from './evidence-badge.tsx'
import { Spoken } from './words.tsx'

/** What waits for me, what is due first on top. */
export function Inbox({ items }: { readonly items: readonly InboxItem[] }) {
  const inOrder = items.toSorted((one, other) => (one.due ?? '9999').localeCompare(other.due ?? '9999') || one.since.localeCompare(other.since))
  return <ul className="rows">{inOrder.map((item) => <InboxRow key={item.id} item={item} />)}</ul>
}

function InboxRow({ item }: { readonly item: InboxItem }) {
  const { t, i18n } = useLingui()
  const kinds: Record<InboxItem['kind'], string> = {
    'approve-version': t`Approve or return a version`, 'returned-version': t`A version came back`, 'decide-application': t`Decide an application`, 'answer-question': t`Answer a question`,
    'triage-defect': t`Look at a defect report`, 'acknowledge-recall': t`Destroy a recalled version`, 'failed-run': t`A run failed`,
  }
  const since = writeDay(item.since, i18n.locale)
  return (
    <li className="line apart">
      <div className="grow">
        <p className="small quiet">{kinds[item.kind]} · <Trans>since {since}</Trans></p>
        <h2 className="title-3"><a href={item.address}><Spoken words={item.title} otherwise={kinds[item.kind]} /></a></h2>
      </div>
      {item.due !== null && <Due due={item.due} />}
    </li>
  )
}

/** When something is due; late is said in words. */
export function Due({ due }: { readonly due: string }) {
  const { t, i18n } = useLingui()
  const now = Date.now()
  const distance = writeDistance(due, now, i18n.locale)
  const isLate = Date.parse(due) < now
  return <Badge tone={isLate ? 'bad' : ''} icon="clock">{isLate ? t`Overdue, was due ${distance}` : t`Due ${distance}`}</Badge>
}
