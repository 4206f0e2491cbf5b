import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DatasetAnswer, VersionAnswer, Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { recallVersion, submitVersion, versionQuery, withdrawVersion } from '../../api/datasets.ts'
import { useVersionWords } from '../../ui/access-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { FactTable } from '../../ui/fact-row.tsx'
import { Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeDay } from '../../words/write-numbers.ts'

/** Every version with its state, and the one step that is next. */
export function VersionsPart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { slug, versions } = dataset
  const publisher = dataset.publisher.slug
  if (versions.length === 0) return <EmptyState title={<Trans>No version yet</Trans>} action={<LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'recipe' }}><Trans>To the recipe</Trans></LinkButton>}><Trans>A version comes out of a run. Once its evidence is complete you submit it, and a second person approves it.</Trans></EmptyState>
  return <div className="stack">{versions.map(({ version }, place) => <Version key={version} publisher={publisher} slug={slug} version={version} isOpen={place === 0} />)}</div>
}

function Version({ publisher, slug, version, isOpen }: { readonly publisher: string; readonly slug: string; readonly version: string; readonly isOpen: boolean }) {
  const query = useQuery(versionQuery(publisher, slug, version))
  return <article className="card stack"><Loaded query={query}>{(answer) => <Known answer={answer} publisher={publisher} slug={slug} isOpen={isOpen} />}</Loaded></article>
}

function Known({ answer, publisher, slug, isOpen }: { readonly answer: VersionAnswer; readonly publisher: string; readonly slug: string; readonly isOpen: boolean }) {
  const { t, i18n } = useLingui()
  const words = useVersionWords()
  const submit = useAct(() => submitVersion(publisher, slug, answer.version))
  const [end, setEnd] = useState<'withdraw' | 'recall'>()
  const last = answer.reasons.at(-1)
  return (
    <>
      <div className="line apart">
        <div className="line"><h2>{answer.version}</h2><Badge tone={words[answer.state].tone}>{words[answer.state].words}</Badge></div>
        <div className="line">
          {answer.runId !== null && <Link to="/runs/$id" params={{ id: answer.runId }}><Trans>Its run</Trans></Link>}
          {answer.state === 'evidence-complete' && <Button loading={submit.isBusy} onClick={() => submit.run(undefined)}><Trans>Submit for approval</Trans></Button>}
          {answer.state === 'returned' && <LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'recipe' }}><Trans>Mend the recipe</Trans></LinkButton>}
          {answer.state === 'submitted' && <LinkButton to="/review/$publisher/$slug/$version" params={{ publisher, slug, version: answer.version }} variant="default"><Trans>To the approval</Trans></LinkButton>}
          {answer.state === 'published' && <><Button variant="default" onClick={() => setEnd('withdraw')}><Trans>Withdraw</Trans></Button><Button variant="default" onClick={() => setEnd('recall')}><Trans>Recall from everybody</Trans></Button></>}
        </div>
      </div>
      {last !== undefined && <p><span className="quiet small"><bdi>{last.by}</bdi> · {writeDay(last.at, i18n.locale)}</span><br /><span dir="auto">{last.words}</span></p>}
      {submit.fault !== null && <Problem fault={submit.fault} />}
      {end !== undefined && <End act={end} publisher={publisher} slug={slug} version={answer.version} close={() => setEnd(undefined)} />}
      {answer.facts.length > 0 && <details open={isOpen}><summary>{t`Facts (${answer.facts.length})`}</summary><FactTable facts={answer.facts} /></details>}
    </>
  )
}

function End({ act: kind, publisher, slug, version, close }: { readonly act: 'withdraw' | 'recall'; readonly publisher: string; readonly slug: string; readonly version: string; readonly close: () => void }) {
  const { t } = useLingui()
  const [words, setWords] = useState<Words>({})
  const act = useAct(() => (kind === 'withdraw' ? withdrawVersion(publisher, slug, version, words) : recallVersion(publisher, slug, version, words)), close)
  return (
    <div className="note warn">
      <Form submit={() => act.run(undefined)} label={kind === 'withdraw' ? t`Withdraw ${version}` : t`Recall ${version}`} isBusy={act.isBusy} fault={act.fault} isDisabled={!(words.ko || words.en)} beside={<Button variant="default" onClick={close}><Trans>Leave it</Trans></Button>}>
        <p>{kind === 'withdraw' ? <Trans>The files are not given out any more. A page with your reason stays.</Trans> : <Trans>Everybody who downloaded it is asked to destroy it, and to say so.</Trans>}</p>
        <LanguageField label={t`Why`} isLong value={words} change={setWords} />
      </Form>
    </div>
  )
}
