import { type DataTable, dataTable } from './data-table.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'

/** A picture with everything that must stand beside it. */
export interface ChartFigure {
  /** Letters, digits and hyphens; unique in its language. */
  readonly id: string
  readonly title: string
  /** What the picture shows, computed from the figures. Also what is read out in its place. */
  readonly sentence: string
  /** What the marks mean, each with the class of its swatch. */
  readonly legend?: readonly { readonly swatch: string; readonly words: string }[]
  /** Draws at a width in pixels; the drawing is named by the element with the given id. */
  readonly draw: (widthPixels: number, labelId: string) => Html
  readonly table: DataTable
  /** Which level of heading the title is. */
  readonly level?: 3 | 4
}

/** Drawn twice, because a drawing that is shrunk to a phone cannot be read. */
const WIDE_PIXELS = 496
const NARROW_PIXELS = 316

/** A figure: title, sentence, picture, and the table behind it. */
export function chartFigure({ id, title, sentence, legend = [], draw, table, level = 3 }: ChartFigure, { language, say }: Tongue): Html {
  const labelId = `${language}-${id}-says`
  const heading = level === 3 ? html`<h3>${title}</h3>` : html`<h4>${title}</h4>`
  return html`<figure class="chart">${heading}<figcaption id="${labelId}">${sentence}</figcaption>
${legend.length === 0 ? null : html`<ul class="legend">${legend.map(({ swatch, words }) => html`<li><span class="swatch ${swatch}"></span>${words}</li>`)}</ul>`}
<div class="picture wide">${draw(WIDE_PIXELS, labelId)}</div><div class="picture narrow">${draw(NARROW_PIXELS, labelId)}</div>
<details><summary>${say('표로 보기', 'See as a table')}<span class="unseen">: ${title}</span></summary>${dataTable(table)}</details></figure>`
}
