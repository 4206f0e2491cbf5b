import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { ApiProblem } from '../../api/request.ts'
import { recipeQuery, saveRecipe, startRun } from '../../api/runs.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeInstant } from '../../words/write-numbers.ts'
import { ColumnsForm } from './columns-form.tsx'
import { versionOf } from './edit-yaml.ts'
import { YamlEditor } from './yaml-editor.tsx'

interface Where {
  readonly publisher: string
  readonly slug: string
}

/** The recipe, by choosing or as text. */
export function RecipePart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const where = { publisher: dataset.publisher.slug, slug: dataset.slug }
  const query = useQuery(recipeQuery(where.publisher, where.slug))
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NoRecipe {...where} />
  return <Loaded query={query}>{(recipe) => (recipe.text === '' ? <NoRecipe {...where} /> : <Editor key={recipe.savedAt} recipe={recipe} {...where} />)}</Loaded>
}

function NoRecipe({ publisher, slug }: Where) {
  return <EmptyState title={<Trans>No recipe yet</Trans>} action={<LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'uploads' }}><Trans>To the files</Trans></LinkButton>}><Trans>Upload a table first. Then a recipe is proposed from what its columns hold, and you mend it.</Trans></EmptyState>
}

function Editor({ recipe, publisher, slug }: Where & { readonly recipe: RecipeAnswer }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const [view, setView] = useState<'form' | 'text'>('form')
  const [text, setText] = useState(recipe.text)
  const save = useAct(() => saveRecipe(publisher, slug, text))
  const start = useAct(() => startRun(publisher, slug), (run) => void navigate({ to: '/runs/$id', params: { id: run.id } }))
  const isSaved = text === recipe.text
  const problems = isSaved ? recipe.problems : []
  const version = versionOf(text) ?? '?'
  const savedAt = recipe.savedAt === null ? '' : writeInstant(recipe.savedAt, i18n.locale)
  return (
    <div className="stack">
      <div className="line apart">
        <Segments label={t`View`} chosen={view} choose={setView} choices={[{ value: 'form', label: t`Columns` }, { value: 'text', label: 'YAML' }]} />
        <div className="line">
          <span className="quiet small" role="status">{isSaved ? savedAt !== '' && <Trans>Saved {savedAt}</Trans> : <Trans>Not saved yet</Trans>}</span>
          <Button variant="default" disabled={isSaved} onClick={() => setText(recipe.text)}><Trans>Take back</Trans></Button>
          <Button variant={isSaved ? 'default' : 'filled'} disabled={isSaved} loading={save.isBusy} onClick={() => save.run(undefined)}><Trans>Save</Trans></Button>
          <Button disabled={!isSaved || problems.length > 0} loading={start.isBusy} onClick={() => start.run(undefined)}><Trans>Run version {version}</Trans></Button>
        </div>
      </div>
      {(save.fault ?? start.fault) !== null && <Problem fault={save.fault ?? start.fault} />}
      {problems.length > 0 && <Problems problems={problems} show={() => setView('text')} />}
      {view === 'form' ? <ColumnsForm text={text} found={recipe.columns} change={setText} /> : <YamlEditor text={text} problems={problems} change={setText} />}
    </div>
  )
}

function Problems({ problems, show }: { readonly problems: RecipeAnswer['problems']; readonly show: () => void }) {
  return (
    <div className="note bad" role="alert">
      <strong><Trans>The recipe is not sound yet</Trans></strong>
      <ul>{problems.map((problem) => <li key={`${problem.line}:${problem.column} ${problem.message}`}><button type="button" className="link-like" onClick={show}><Trans>Line {problem.line}</Trans></button><span lang="en" dir="ltr" className="said">{problem.message}</span></li>)}</ul>
    </div>
  )
}
