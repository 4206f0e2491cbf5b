import { Trans, useLingui } from '@lingui/react/macro'
import { Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { ThreadRequest } from '#dam/catalogue/feedback/feedback-answers.ts'
import { openThread } from '../../api/feedback.ts'
import { meQuery } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'

const EMPTY = { title: '', words: '', row: '', column: '', proposed: '', evidence: '' }

/** A new question, defect report or correction. */
export function ThreadForm({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { t } = useLingui()
  const { data: me } = useQuery(meQuery)
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const [kind, setKind] = useState<ThreadRequest['kind']>('question')
  const [written, setWritten] = useState(EMPTY)
  const write = (name: keyof typeof EMPTY) => (event: { readonly currentTarget: { readonly value: string } }) => setWritten({ ...written, [name]: event.currentTarget.value })
  const cell = kind === 'erratum' ? { cell: { row: Number(written.row), column: written.column, proposed: written.proposed, evidence: written.evidence } } : {}
  const act = useAct(() => openThread(publisher, slug, { kind, title: written.title, words: written.words, version: version.version, ...cell }), () => setWritten(EMPTY))
  if (me === undefined || me.person === null) return <aside className="card"><p><Trans><Link to="/sign-in" search={{ to: `/datasets/${publisher}/${slug}?tab=talk` }}>Sign in</Link> to ask or to report a fault.</Trans></p></aside>
  return (
    <aside className="card stack">
      <h2><Trans>Ask or report</Trans></h2>
      <div><Segments label={t`What it is`} chosen={kind} choose={setKind} choices={[{ value: 'question', label: t`Question` }, { value: 'defect', label: t`Defect` }, { value: 'erratum', label: t`Correction` }]} /></div>
      <Form submit={() => act.run(undefined)} label={t`Send`} isBusy={act.isBusy} fault={act.fault}>
        <TextInput label={t`In one line`} required minLength={3} maxLength={200} value={written.title} onChange={write('title')} />
        <Textarea label={t`In detail`} description={t`Everybody can read it. Name no persons.`} required autosize minRows={3} value={written.words} onChange={write('words')} />
        {kind === 'erratum' && (
          <>
            <TextInput label={t`Row`} type="number" min={1} required value={written.row} onChange={write('row')} />
            <TextInput label={t`Column`} required value={written.column} onChange={write('column')} />
            <TextInput label={t`Would be right`} required value={written.proposed} onChange={write('proposed')} />
            <Textarea label={t`How you know`} required autosize minRows={2} value={written.evidence} onChange={write('evidence')} />
          </>
        )}
      </Form>
    </aside>
  )
}
