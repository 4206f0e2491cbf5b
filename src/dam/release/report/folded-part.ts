import { type Html, type HtmlPart, html } from '#platform/page/html-text.ts'

/** What is folded away, and what is said of it while it is. */
export interface FoldedPart {
  readonly title: string
  /** The answer that lies inside, in a sentence: whoever reads only this knows it. */
  readonly answer: string
  readonly body: HtmlPart
}

/** An entry that opens: its line says the answer already, its inside what the answer rests on. */
export function foldedPart({ title, answer, body }: FoldedPart): Html {
  return html`<details class="fold"><summary><span class="fold-line"><h3>${title}</h3><span class="fold-answer">${answer}</span></span></summary><div class="fold-body">${body}</div></details>`
}
