import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { DatasetSummary } from '#dam/catalogue/datasets/dataset-answers.ts'
import { writeBytes, writeNumber } from '../words/write-numbers.ts'
import { useAccessWords } from './access-words.ts'
import { DatasetFace } from './dataset-face.tsx'
import { DotLine } from './dot-line.tsx'
import { Badge, EvidenceBadge } from './evidence-badge.tsx'
import { Spoken } from './words.tsx'

/** A data set in a list: face, title, one sentence, and what it weighs. */
export function DatasetRow({ dataset }: { readonly dataset: DatasetSummary }) {
  const { t, i18n } = useLingui()
  const access = useAccessWords()
  const { publisher, slug, latest } = dataset
  const facts = [
    typeof latest?.rows === 'number' && t`${writeNumber(latest.rows, i18n.locale)} ${plural(latest.rows, { one: 'row', other: 'rows' })}`,
    typeof latest?.bytes === 'number' && writeBytes(latest.bytes, i18n.locale), dataset.licence,
  ]
  return (
    <li className="dataset-row">
      <DatasetFace face={dataset.face} />
      <div>
        <h3><Link to="/datasets/$publisher/$slug" params={{ publisher: publisher.slug, slug }}><Spoken words={dataset.title} otherwise={slug} /></Link></h3>
        <p dir="auto"><Spoken words={dataset.description} /></p>
        <p className="number"><Spoken words={publisher.name} otherwise={publisher.slug} /> · <DotLine facts={facts} /></p>
      </div>
      <div className="line">
        {dataset.access !== 'open' && <Badge tone="warn">{access[dataset.access]}</Badge>}
        {latest?.state === 'published' ? <EvidenceBadge state="passed" /> : latest?.state === 'withdrawn' ? <Badge tone="bad">{t`Withdrawn`}</Badge> : null}
      </div>
    </li>
  )
}
