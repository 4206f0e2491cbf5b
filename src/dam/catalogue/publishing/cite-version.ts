import type { Names } from '#platform/auth/people-answers.ts'
import type { VersionAnswer, Words } from '../datasets/dataset-answers.ts'

/** What a citation names. */
export interface CitedVersion {
  readonly publisher: string
  readonly slug: string
  readonly publisherName: Names
  readonly title: Words
  readonly version: string
  readonly publishedAt: Date
  readonly doi: string | null
  /** Where its page stays. */
  readonly address: string
}

type Citation = VersionAnswer['citation'][number]

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** How to cite a version: in APA 7, Chicago 17 (author-date), BibTeX, RIS, and as Korean journals do. Days are those of UTC. */
export function citeVersion(cited: CitedVersion): Citation[] {
  const { publisher, slug, title, version, publishedAt, doi, address } = cited
  const author = plain(inEnglish(cited.publisherName) ?? publisher)
  const name = plain(inEnglish(title) ?? slug)
  const link = doi === null ? address : `https://doi.org/${doi}`
  const year = String(publishedAt.getUTCFullYear())
  const day = `${MONTHS[publishedAt.getUTCMonth()] ?? ''} ${publishedAt.getUTCDate()}, ${year}`
  const bibtex = [`  author = {{${unbraced(author)}}}`, `  title = {{${unbraced(name)}}}`, `  year = {${year}}`, `  version = {${version}}`, `  publisher = {${unbraced(author)}}`, ...(doi === null ? [] : [`  doi = {${doi}}`]), `  url = {${address}}`]
  const ris = ['TY  - DATA', `AU  - ${author}`, `TI  - ${name}`, `PY  - ${year}`, `DA  - ${publishedAt.toISOString().slice(0, 10).replaceAll('-', '/')}`, `ET  - ${version}`, `PB  - ${author}`, ...(doi === null ? [] : [`DO  - ${doi}`]), `UR  - ${address}`, 'ER  - ']
  const koreanAuthor = plain(inKorean(cited.publisherName) ?? publisher)
  const koreanName = plain(inKorean(title) ?? slug)
  return [
    { style: 'apa', text: `${author}. (${year}). ${name} (Version ${version}) [Data set]. ${link}` },
    { style: 'chicago', text: `${author}. ${year}. “${name}.” Version ${version}. Data set. Published ${day}. ${link}.` },
    { style: 'bibtex', text: `@dataset{${publisher}-${slug}-${version},\n${bibtex.join(',\n')}\n}` },
    { style: 'ris', text: `${ris.join('\n')}\n` },
    { style: 'korean', text: `${koreanAuthor}(${year}). ${koreanName} (버전 ${version}) [데이터 세트]. ${link}` },
  ]
}

/** Where a version's page stays, whatever happens to it. */
export function permanentAddress({ publisher, slug, version }: { readonly publisher: string; readonly slug: string; readonly version: string }, publicUrl: string): string {
  return new URL(`/datasets/${publisher}/${slug}/versions/${version}`, publicUrl).href
}

function inEnglish({ en, ko, ar }: Words): string | undefined {
  return [en, ko, ar].find((text) => text !== undefined && text.trim() !== '')
}

function inKorean({ ko, en, ar }: Words): string | undefined {
  return [ko, en, ar].find((text) => text !== undefined && text.trim() !== '')
}

/** One line, without what would end it: RIS has one field a line. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** BibTeX has no way to write these signs in a value. */
function unbraced(text: string): string {
  return text.replaceAll(/[{}\\]+/g, ' ').trim()
}
