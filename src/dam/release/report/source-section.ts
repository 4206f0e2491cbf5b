import { isDropped } from '#dam/recipe/column-steps.ts'
import type { CollectReport } from '#dam/dataset/reports.ts'
import { dataTable } from './data-table.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import { textIn, type Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import type { ReportInput } from './report-input.ts'
import { recipeColumn, roleWords } from './treatment-words.ts'

/** Where the data came from, as hashes and counts, and what was released. Names of the delivered files stay out: they may name people. */
export function sourceSection({ collect, recipe, programVersion }: ReportInput, tongue: Tongue): Html {
  const { language, say, count, bytes } = tongue
  const { dataset } = recipe
  const told = [[say('모은 까닭', 'Purpose'), dataset.purpose], [say('한계', 'Limitations'), dataset.limitations]] as const
  return pageSection({
    id: 'source', title: say('어디서 와서 무엇이 되었나', 'Where it came from, what it became'),
    lead: say(
      `받은 파일 ${count(collect.originals.length)}개, ${count(collect.table.rows)}행. 원본은 지문(SHA-256)으로 보관합니다.`,
      `${count(collect.originals.length)} ${collect.originals.length === 1 ? 'file' : 'files'} delivered, ${count(collect.table.rows)} rows. The originals are kept under their fingerprint (SHA-256).`),
    body: html`${told.map(([heading, text]) => {
      if (text === undefined) return null
      const said = textIn(text, language, dataset.language[0] ?? language)
      return html`<h3>${heading}</h3><p lang="${said.language}">${said.text}</p>`
    })}
<h3>${say('받은 파일', 'Files delivered')}</h3>${dataTable({
      caption: say('받은 파일', 'Files delivered'),
      columns: [{ heading: 'SHA-256' }, { heading: say('크기', 'Size'), numbers: true }],
      rows: collect.originals.map((original) => [html`<code>${original.sha256}</code>`, bytes(original.bytes)]),
    })}
<p class="small">${say('읽은 방법', 'Read as')}: ${Object.entries(collect.dialect).map(([name, value]) => `${name} ${String(value)}`).join(' · ')} · datadam ${programVersion}</p>
${misfitTable(collect, tongue)}${renamedTable(collect, tongue)}
<h3>${say('공개한 열', 'Columns released')}</h3>${releasedTable(collect, recipe, tongue)}`,
  }, tongue)
}

function misfitTable({ misfits }: CollectReport, { say, count }: Tongue): Html | null {
  if (misfits.length === 0) return html`<p class="small">${say('모든 칸이 열의 종류에 맞았습니다.', 'Every cell fitted its column’s type.')}</p>`
  const caption = say('종류에 맞지 않은 칸', 'Cells that did not fit their type')
  return html`<h3>${caption}</h3>${dataTable({
    caption,
    columns: [{ heading: say('열', 'Column') }, { heading: say('종류', 'Type') }, { heading: say('칸', 'Cells'), numbers: true }, { heading: say('어떻게 했나', 'What became of them') }],
    rows: misfits.map(({ column, type, cells, became }) => [
      column, type, count(cells), became === 'null' ? say('빈 값으로 바꿈', 'the cells became missing') : say('열 전체를 글로 둠', 'the column stays text'),
    ]),
  })}`
}

function renamedTable({ renamed }: CollectReport, { say, count }: Tongue): Html | null {
  if (renamed.length === 0) return null
  const caption = say('이름을 바꾼 열', 'Renamed headers')
  return html`<h3>${caption}</h3>${dataTable({
    caption,
    columns: [{ heading: say('자리', 'Place') }, { heading: say('받은 이름', 'As delivered') }, { heading: say('바꾼 이름', 'Now') }],
    rows: renamed.map(({ column, from, to }) => [count(column), from === '' ? say('(이름 없음)', '(no name)') : from, to]),
  })}`
}

function releasedTable({ table }: CollectReport, recipe: ReportInput['recipe'], tongue: Tongue): Html {
  const { language, say } = tongue
  return dataTable({
    caption: say('공개한 열', 'Columns released'),
    columns: [{ heading: say('열', 'Column') }, { heading: say('종류', 'Type') }, { heading: say('구실', 'Role') }, { heading: say('뜻', 'Meaning') }],
    rows: table.columns.flatMap(({ name, type }) => {
      const column = recipeColumn(recipe, name)
      if (column === undefined || isDropped(column)) return []
      const meaning = column.description ?? column.title
      const said = meaning === undefined ? undefined : textIn(meaning, language, recipe.dataset.language[0] ?? language)
      return [[html`<b>${name}</b>`, releasedType(type, column.role === 'quasi-identifier', tongue), roleWords(column.role, tongue), said ? html`<span lang="${said.language}">${said.text}</span>` : '—']]
    }),
  })
}

function releasedType(type: CollectReport['table']['columns'][number]['type'], isGeneralised: boolean, { say }: Tongue): string {
  if (isGeneralised) return say('글 (묶은 값)', 'text (generalised)')
  switch (type) {
    case 'text': return say('글', 'text')
    case 'integer': return say('정수', 'integer')
    case 'decimal': return say('소수', 'decimal')
    case 'boolean': return say('참·거짓', 'true or false')
    case 'date': return say('날짜', 'date')
    case 'timestamp': return say('때', 'date and time')
    case 'time': return say('시각', 'time')
  }
}
