import './designer.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useId, useMemo, useState } from 'react'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { startRun, uploadsQuery } from '../../../api/runs.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { writeInstant } from '../../../words/write-numbers.ts'
import { ColumnList } from './column-list.tsx'
import { ColumnPane } from './column-pane.tsx'
import { ConflictNote } from './conflict-note.tsx'
import { changeK } from './edit-privacy.ts'
import { PrivacyPane } from './privacy-pane.tsx'
import { ProblemList } from './problem-list.tsx'
import { placeProblems } from './place-problems.ts'
import { columnLines, readRecipe, type RecipeView } from './recipe-view.ts'
import { RiskPane } from './risk-pane.tsx'
import { RowsPane } from './rows-pane.tsx'
import { TradeoffPane } from './tradeoff-pane.tsx'
import { useDraft, type Draft } from './use-draft.ts'
import { usePreview } from './use-preview.ts'
import { useUndoKeys } from './use-undo-keys.ts'
import { YamlEditor } from './yaml-editor.tsx'

interface Of {
  readonly recipe: RecipeAnswer
  readonly publisher: string
  readonly slug: string
}

const NONE_WRONG: ReadonlySet<string | null> = new Set()

/** The recipe: its columns, the one that is chosen, and what all of it would do, as it is changed. */
export function Designer({ recipe, publisher, slug }: Of) {
  const { t } = useLingui()
  const draft = useDraft({ recipe, publisher, slug })
  const { text } = draft
  const preview = usePreview({ publisher, slug, text })
  const uploads = useQuery(uploadsQuery(publisher, slug)).data?.items ?? []
  const [view, setView] = useState<'form' | 'text'>('form')
  const { read, isWhole } = useLastRead(text)
  const [chosen, setChosen] = useState<string | null>(read.columns[0]?.name ?? null)
  const [goal, setGoal] = useState<{ readonly line: number } | null>(null)
  const told = useId()
  useUndoKeys(draft)
  const problems = preview.isNew ? preview.answer?.problems ?? [] : text === recipe.text ? recipe.problems : preview.answer?.problems ?? []
  const found = new Map([...recipe.columns, ...(preview.answer?.columns ?? [])].map((column) => [column.name, column]))
  const values = new Map((preview.result?.values ?? []).map((one) => [one.column, one]))
  const wrong = useMemo(() => (problems.length === 0 ? NONE_WRONG : placeProblems(problems, columnLines(text))), [problems, text])
  const column = read.columns.find(({ name }) => name === chosen)
  const isSound = preview.isNew ? preview.answer?.problems.length === 0 : text === recipe.text && recipe.problems.length === 0
  const showLine = (line: number) => { setView('text'); setGoal({ line }) }
  const choose = useCallback((name: string | null) => setChosen(name), [])
  return (
    <div className="designer-frame">
      <Toolbar draft={draft} recipe={recipe} view={view} setView={setView} isSound={isSound} version={read.version ?? '?'} publisher={publisher} slug={slug} />
      {draft.theirs !== null && <ConflictNote theirs={draft.theirs} draft={draft} />}
      {problems.length > 0 && <ProblemList id={told} problems={problems} show={showLine} />}
      <div className={`designer ${view}`}>
        {view === 'form' && <ColumnList columns={read.columns} privacy={read.privacy} values={values} types={new Map([...found].map(([name, { type }]) => [name, type]))} wrong={wrong} chosen={chosen} choose={choose} edit={draft.edit} />}
        <div className="chosen-pane">
          {view === 'text' && <YamlEditor text={text} problems={problems} told={told} goal={goal} columns={read.columns.map(({ name }) => name)} change={(next) => draft.write(next, 'text')} />}
          {view === 'form' && !isWhole && <EmptyState title={t`The columns cannot be read`} action={<Button variant="default" onClick={() => setView('text')}><Trans>To the text</Trans></Button>}><Trans>The text of the recipe has a fault. Mend it under “YAML”.</Trans></EmptyState>}
          {view === 'form' && isWhole && (column
            ? <ColumnPane key={column.name} column={column} type={found.get(column.name)?.type ?? column.type ?? ''} techniques={found.get(column.name)?.techniques ?? []} values={values.get(column.name)} result={preview.result} files={{ publisher, slug, uploads }} edit={draft.edit} />
            : <PrivacyPane privacy={read.privacy} columns={read.columns} distinct={new Map([...values].map(([name, { distinct }]) => [name, distinct]))} edit={draft.edit}
                picture={read.privacy !== null && <TradeoffPane publisher={publisher} slug={slug} text={isSound && preview.isNew && !preview.isCounting ? text : null} choose={({ k }) => draft.edit(changeK(read.privacy ?? { models: [] }, k))} />} />)}
        </div>
        <div className="live-pane">
          <RiskPane preview={preview} limit={read.privacy?.limit ?? null} isPromised={read.privacy !== null} />
          {preview.result && <RowsPane result={preview.result} isOld={preview.isOld} quasi={new Set(read.columns.filter(({ role }) => role === 'quasi-identifier').map(({ name }) => name))} chosen={column?.name ?? null} />}
        </div>
      </div>
    </div>
  )
}

/** What the form shows; while the text cannot be read, what it showed last. */
function useLastRead(text: string): { readonly read: RecipeView; readonly isWhole: boolean } {
  const now = useMemo(() => readRecipe(text), [text])
  const [last, setLast] = useState<{ readonly text: string; readonly read: RecipeView }>({ text, read: now ?? { columns: [], privacy: null, version: null } })
  if (now !== undefined && last.text !== text) setLast({ text, read: now })
  return { read: now ?? last.read, isWhole: now !== undefined && now.columns.length > 0 }
}

interface Bar extends Of {
  readonly draft: Draft
  readonly view: 'form' | 'text'
  readonly setView: (view: 'form' | 'text') => void
  readonly isSound: boolean
  readonly version: string
}

function Toolbar({ draft, recipe, view, setView, isSound, version, publisher, slug }: Bar) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const start = useAct(async () => { await draft.save(); return startRun(publisher, slug) }, (run) => void navigate({ to: '/runs/$id', params: { id: run.id } }))
  return (
    <>
      <div className="line apart designer-bar">
        <div className="line">
          <Segments label={t`View`} chosen={view} choose={setView} choices={[{ value: 'form', label: t`Columns` }, { value: 'text', label: 'YAML' }]} />
          <Button variant="default" disabled={!draft.mayUndo} onClick={draft.undo} leftSection={<Icon name="undo" />} title={t`Ctrl and Z`}><Trans>Undo</Trans></Button>
          <Button variant="default" disabled={!draft.mayRedo} onClick={draft.redo} leftSection={<Icon name="redo" />} title={t`Ctrl, Shift and Z`}><Trans>Redo</Trans></Button>
        </div>
        <div className="line">
          <SavedWords draft={draft} recipe={recipe} />
          <Button variant="default" onClick={() => void draft.save().catch(() => undefined)}><Trans>Save</Trans></Button>
          <Button disabled={!isSound} loading={start.isBusy} onClick={() => start.run(undefined)}><Trans>Run version {version}</Trans></Button>
        </div>
      </div>
      {start.fault !== null && <Problem fault={start.fault} />}
      {draft.fault !== null && <Problem fault={draft.fault} />}
    </>
  )
}

function SavedWords({ draft: { state }, recipe }: { readonly draft: Draft; readonly recipe: RecipeAnswer }) {
  const { i18n } = useLingui()
  const savedAt = recipe.savedAt === null ? '' : writeInstant(recipe.savedAt, i18n.locale)
  return (
    <span className="quiet small" role="status">
      {state === 'saved' ? savedAt !== '' && <Trans>Saved {savedAt}</Trans> : state === 'saving' ? <Trans>Saving …</Trans> : state === 'conflict' ? <Trans>Not saved: two drafts</Trans> : state === 'failed' ? <Trans>Not saved; it is tried again</Trans> : <Trans>Not saved yet</Trans>}
    </span>
  )
}
