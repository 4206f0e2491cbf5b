import { type Html, type HtmlPart, html } from '#platform/page/html-text.ts'

/** A column of a table: its heading, and whether it holds numbers, which stand at the end of their cell. */
export interface TableColumn {
  readonly heading: string
  readonly numbers?: boolean
}

/** What a table shows. The first cell of a row is its heading. */
export interface DataTable {
  readonly caption: string
  /** Whether the caption is seen, or only read out because a heading right above says it. */
  readonly captionSeen?: boolean
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly HtmlPart[])[]
}

/** Tables with more columns than this become cards on a narrow screen. */
const WIDEST_ON_A_PHONE = 3

/**
 * A table that can be read aloud and on a phone: roles are written out, because a table that is laid out as cards
 * would lose them, and each cell carries its heading.
 */
export function dataTable({ caption, captionSeen, columns, rows }: DataTable): Html {
  const isNumbers = (place: number) => columns[place]?.numbers === true ? 'number' : ''
  const heading = (column: TableColumn, place: number) => html`<th scope="col" role="columnheader" class="${isNumbers(place)}">${column.heading}</th>`
  const cell = (part: HtmlPart, place: number) => place === 0
    ? html`<th scope="row" role="rowheader">${part}</th>`
    : html`<td role="cell" class="${isNumbers(place)}" data-heading="${columns[place]?.heading}"><span>${part}</span></td>`
  return html`<table role="table" class="${columns.length > WIDEST_ON_A_PHONE ? 'cards' : ''}">
<caption class="${captionSeen ? '' : 'unseen'}">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(heading)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${row.map(cell)}</tr>`)}</tbody></table>`
}
