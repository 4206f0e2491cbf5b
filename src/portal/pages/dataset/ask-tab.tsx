import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type KeyboardEvent } from 'react'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { answerAddress, answerQuery } from '../../api/query.ts'
import { AnswerChart } from '../../ui/answer-chart.tsx'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Segments } from '../../ui/segments.tsx'
import { writeNumber } from '../../words/write-numbers.ts'
import { Closed } from './look-tab.tsx'
import { proposeQuestions } from './propose-questions.ts'

interface Shown {
  readonly dataset: DatasetAnswer
  readonly version: VersionAnswer
}

/** Questions in SQL about the rows, answered by the server; the address of the page holds the question. */
export function AskTab({ dataset, version }: Shown) {
  return version.mayDownload ? <Ask dataset={dataset} version={version} /> : <Closed dataset={dataset} version={version} />
}

function Ask({ dataset, version }: Shown) {
  const { t } = useLingui()
  const search = useSearch({ from: '/datasets/$publisher/$slug' })
  const navigate = useNavigate()
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const proposed = proposeQuestions(version.columns)
  const [text, setText] = useState(search.sql ?? proposed[0]?.sql ?? '')
  const send = (sql: string) => {
    setText(sql)
    void navigate({ to: '/datasets/$publisher/$slug', params: { publisher, slug }, search: { ...search, tab: 'ask', sql, version: version.version }, resetScroll: false })
  }
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send(text)
  }
  const kinds = { rows: t`The first rows`, groups: t`How many of each`, averages: t`Average by group` }
  return (
    <div className="stack">
      <p><Trans>Ask in SQL; the table is called <code>data</code>. The question is answered on the server from the released files, and stands in the address of this page: share it.</Trans></p>
      <div className="line"><span className="small quiet"><Trans>For example</Trans></span>{proposed.map(({ kind, sql }) => <Button key={kind} size="compact-sm" variant="default" onClick={() => send(sql)}>{kinds[kind]}</Button>)}</div>
      <form className="stack" onSubmit={(event) => {
        event.preventDefault()
        send(text)
      }}>
        <textarea className="yaml asked" dir="ltr" aria-label={t`Question in SQL`} spellCheck={false} autoCapitalize="off" rows={Math.max(4, text.split('\n').length)} value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={sendByKey} />
        <div className="line"><Button type="submit" disabled={text.trim() === ''}><Trans>Ask</Trans></Button><span className="small quiet"><Trans>or Ctrl and Enter</Trans></span></div>
      </form>
      {search.sql !== undefined && <Answer publisher={publisher} slug={slug} version={version.version} sql={search.sql} />}
    </div>
  )
}

interface Asked {
  readonly publisher: string
  readonly slug: string
  readonly version: string
  readonly sql: string
}

function Answer({ publisher, slug, version, sql }: Asked) {
  const { t, i18n } = useLingui()
  const client = useQueryClient()
  const options = answerQuery(publisher, slug, version, sql)
  const { data, error, isFetching } = useQuery(options)
  const [shape, setShape] = useState<'table' | 'chart'>('table')
  if (isFetching) return <div className="line" role="status"><Trans>The server counts …</Trans><Button size="compact-sm" variant="default" onClick={() => void client.cancelQueries({ queryKey: options.queryKey })}><Trans>Stop</Trans></Button></div>
  if (error !== null) return <Problem fault={error} />
  if (data === undefined) return null
  const { columns, rows, hasMore, milliseconds } = data
  return (
    <section className="stack" aria-label={t`The answer`}>
      <div className="line apart">
        <p role="status">{hasMore ? t`The first ${writeNumber(rows.length, i18n.locale)} rows, in ${writeNumber(milliseconds, i18n.locale)} ms; the file holds more` : t`${writeNumber(rows.length, i18n.locale)} rows, in ${writeNumber(milliseconds, i18n.locale)} ms`}</p>
        <Segments label={t`Shown as`} chosen={shape} choose={setShape} choices={[{ value: 'table', label: t`Table` }, { value: 'chart', label: t`Chart` }]} />
      </div>
      {shape === 'chart' ? <AnswerChart answer={data} /> : <DataGrid label={t`The answer`} columns={columns.map(({ name }) => name)} rows={rows.slice(0, MOST_SHOWN).map((row) => row.map((cell) => (cell === null ? null : String(cell))))} />}
      {rows.length > MOST_SHOWN && shape === 'table' && <p className="small quiet"><Trans>{writeNumber(MOST_SHOWN, i18n.locale)} of them are shown here; the files below hold all.</Trans></p>}
      <div className="line">
        {(['csv', 'parquet'] as const).map((format) => <Button key={format} component="a" variant="default" href={answerAddress(publisher, slug, version, sql, format)} download>{format === 'csv' ? t`Download as CSV` : t`Download as Parquet`}</Button>)}
      </div>
      <details>
        <summary><Trans>How this was computed</Trans></summary>
        <p><Trans>DuckDB counted over the rows of version {version}. Anyone can recompute it:</Trans></p>
        <CopySnippet text={`curl --get "${location.origin}/api/v1/datasets/${publisher}/${slug}/versions/${version}/query" --data-urlencode ${shellWord(`sql=${sql}`)}`} />
      </details>
    </section>
  )
}

/** Rows that a page draws without growing slow. */
const MOST_SHOWN = 500

/** A word for a shell, whatever it holds. */
function shellWord(text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`
}
