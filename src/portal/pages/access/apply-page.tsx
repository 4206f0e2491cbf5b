import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { AccessForm, ApplicationRequest } from '#dam/catalogue/access/access-answers.ts'
import { accessFormQuery, applyForAccess, waitingQuery } from '../../api/access.ts'
import { datasetQuery } from '../../api/datasets.ts'
import { SignedIn, type Person } from '../../shell/signed-in.tsx'
import { Form } from '../../ui/form.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { useLegalBasisWords } from './application-card.tsx'
import { FormQuestion } from './form-question.tsx'
import { PeopleField } from './people-field.tsx'

/** The application for a data set whose rows are not open. */
export function ApplyPage() {
  const { t } = useLingui()
  const { publisher, slug } = useParams({ from: '/apply/$publisher/$slug' })
  const title = t`Apply for access`
  const dataset = useQuery(datasetQuery(publisher, slug))
  const form = useQuery(accessFormQuery(publisher, slug))
  const trail = [<Link to="/datasets/$publisher/$slug" params={{ publisher, slug }} key="dataset"><Spoken words={dataset.data?.title ?? {}} otherwise={slug} /></Link>]
  return (
    <SignedIn title={title}>
      {(_, person) => (
        <Page title={title} trail={trail} lead={form.data && <Spoken words={form.data.introduction} />}>
          <Loaded query={form}>{(asked) => <div className="two-one"><Apply form={asked} person={person} publisher={publisher} slug={slug} /><Waiting publisher={publisher} slug={slug} form={asked} /></div>}</Loaded>
        </Page>
      )}
    </SignedIn>
  )
}

function Waiting({ publisher, slug, form }: { readonly publisher: string; readonly slug: string; readonly form: AccessForm }) {
  const query = useQuery(waitingQuery(publisher, slug))
  return (
    <aside className="card stack">
      <h2><Trans>How long it takes</Trans></h2>
      <p><Trans>An answer is due within {form.answerWithinDays} days. If nobody answers, others step in.</Trans></p>
      <Loaded query={query}>{(waiting) => <p>{waiting.medianDays === null ? <Trans>Nobody was answered yet.</Trans> : <Trans>Half of the {waiting.decided} decided so far were answered within {waiting.medianDays} days; {waiting.waiting} wait.</Trans>}</p>}</Loaded>
    </aside>
  )
}

function Apply({ form, person, publisher, slug }: { readonly form: AccessForm; readonly person: Person; readonly publisher: string; readonly slug: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const bases = useLegalBasisWords()
  const latest = new Date(Date.now() + form.longestDays * 86_400_000).toISOString().slice(0, 10)
  const [request, setRequest] = useState<ApplicationRequest>({ purpose: '', legalBasis: 'research', people: [{ name: person.name, email: person.email }], until: latest, answers: {} })
  const act = useAct(() => applyForAccess(publisher, slug, request), () => void navigate({ to: '/applications' }))
  const baseOf = (word: string): ApplicationRequest['legalBasis'] => (word === 'statistics' || word === 'public-record' || word === 'consent' || word === 'contract' || word === 'other' ? word : 'research')
  return (
    <Form submit={() => act.run(undefined)} label={t`Send the application`} isBusy={act.isBusy} fault={act.fault}>
      <Textarea label={t`What do you need the data for?`} description={t`At least 20 characters. The publisher decides by it, and it binds you.`} required minLength={20} maxLength={4000} autosize minRows={4} value={request.purpose} onChange={(event) => setRequest({ ...request, purpose: event.currentTarget.value })} />
      <NativeSelect label={t`On what legal basis?`} value={request.legalBasis} onChange={(event) => setRequest({ ...request, legalBasis: baseOf(event.currentTarget.value) })} data={Object.entries(bases).map(([value, label]) => ({ value, label }))} />
      <PeopleField people={request.people} change={(people) => setRequest({ ...request, people })} />
      <TextInput label={t`Until when?`} description={t`Access ends by itself on this day.`} type="date" required max={latest} value={request.until} onChange={(event) => setRequest({ ...request, until: event.currentTarget.value })} />
      {form.fields.map((field) => <FormQuestion key={field.id} field={field} value={request.answers[field.id] ?? ''} change={(answer) => setRequest({ ...request, answers: { ...request.answers, [field.id]: answer } })} />)}
    </Form>
  )
}
