import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { fileAddress } from '../../api/datasets.ts'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { Segments } from '../../ui/segments.tsx'
import { writeBytes, writeNumber } from '../../words/write-numbers.ts'
import { SampleForm } from './sample-form.tsx'
import { writeSnippet, type SnippetKind } from './write-snippets.ts'

interface Used {
  readonly dataset: DatasetAnswer
  readonly version: VersionAnswer
}

/** Download, snippets, citation. */
export function UseIt({ dataset, version }: Used) {
  return (
    <>
      <div className="halves">
        <Snippets dataset={dataset} version={version} />
        <Citation version={version} />
      </div>
      <Files dataset={dataset} version={version} />
      {version.state === 'published' && version.mayDownload && <SampleForm dataset={dataset} version={version} />}
    </>
  )
}

function Snippets({ dataset, version }: Used) {
  const { t } = useLingui()
  const [kind, choose] = useState<SnippetKind>('pandas')
  const files = version.files.map(({ path }) => path).filter((path) => path.startsWith('data/'))
  const text = writeSnippet(kind, { origin: location.origin, publisher: dataset.publisher.slug, slug: dataset.slug, version: version.version, files, needsKey: dataset.access !== 'open' })
  return (
    <section className="card stack">
      <h2><Trans>Load it</Trans></h2>
      <div><Segments label={t`Language of the snippet`} chosen={kind} choose={choose} choices={[{ value: 'pandas', label: 'pandas' }, { value: 'duckdb', label: 'DuckDB' }, { value: 'r', label: 'R' }, { value: 'curl', label: t`Command line` }]} /></div>
      <CopySnippet text={text} />
      {dataset.access !== 'open' && <p className="small quiet"><Trans>It needs a key: make one under “Account”, and put it into DATADAM_KEY.</Trans></p>}
    </section>
  )
}

function Citation({ version }: { readonly version: VersionAnswer }) {
  const { t } = useLingui()
  const [style, choose] = useState('')
  const names: Record<string, string> = { apa: 'APA', chicago: 'Chicago', bibtex: 'BibTeX', ris: 'RIS', korean: t`Korean style` }
  const chosen = version.citation.find((one) => one.style === style) ?? version.citation[0]
  if (chosen === undefined) return null
  return (
    <section className="card stack">
      <h2><Trans>Cite it</Trans></h2>
      <NativeSelect aria-label={t`Style of the citation`} value={chosen.style} onChange={(event) => choose(event.currentTarget.value)} data={version.citation.map((one) => ({ value: one.style, label: names[one.style] ?? one.style }))} />
      <CopySnippet text={chosen.text} isProse />
    </section>
  )
}

function Files({ dataset, version }: Used) {
  const { t, i18n } = useLingui()
  return (
    <section>
      <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Files</Trans></h2>
      <table className="cards">
        <thead><tr><th scope="col"><Trans>File</Trans></th><th scope="col" className="number"><Trans>Rows</Trans></th><th scope="col" className="number"><Trans>Size</Trans></th><th scope="col"><Trans>SHA-256</Trans></th></tr></thead>
        <tbody>
          {version.files.map((file) => (
            <tr key={file.path}>
              <td>{version.mayDownload ? <a href={fileAddress(dataset.publisher.slug, dataset.slug, version.version, file.path)} download><bdi className="code">{file.path}</bdi></a> : <bdi className="code">{file.path}</bdi>}</td>
              <td data-label={t`Rows`} className="number">{file.rows === null ? '–' : writeNumber(file.rows, i18n.locale)}</td>
              <td data-label={t`Size`} className="number">{writeBytes(file.bytes, i18n.locale)}</td>
              <td data-label={t`SHA-256`}><code title={file.sha256} className="tiny">{file.sha256.slice(0, 16)}…</code></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
