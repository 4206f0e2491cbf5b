import { readFileSync } from 'node:fs'
import { type Html, html, trustedMarkup } from '#platform/page/html-text.ts'
import { drawByK, drawTradeoff, tradeoffInWords } from './draw-choices.ts'
import type { Exploration } from './exploration.ts'
import type { ExploredChoice } from './mark-front.ts'
import { attackOf, tellChoices } from './tell-choices.ts'

const style = readFileSync(new URL('exploration-page.css', import.meta.url), 'utf8')

/** A page of its own with the pictures and the table of an exploration, in English and Korean. It asks for nothing from elsewhere. */
export function explorationPage(exploration: Exploration): string {
  const { name, version, choices, rows, parity } = exploration
  const count = rows.toLocaleString('en')
  return `${html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name}@${version}: k and recoding</title><style>${trustedMarkup(style)}</style></head><body><main><h1>${name}@${version}</h1>
<p>What k and the recoding cost, and what they protect from, on ${count} delivered rows. All else is as in the recipe.</p>
<p lang="ko">k와 재부호화 방식에 따라 무엇을 잃고 무엇을 지키는지, 받은 ${count}행으로 계산했습니다. 나머지는 레시피 그대로입니다.</p>
${parity ? html`<p>The recipe promises that no group by ${parity.by.join(' × ')} is suppressed, or loses, more than ${parity.atMost} times as much as the whole.</p>` : null}${legendOf(choices)}
${figureOf({ en: 'Loss and the best attack', ko: '정보 손실과 가장 강한 공격', says: tradeoffInWords(choices) }, drawTradeoff(choices, 'Loss and the best attack beyond chance, of each choice'))}
<div class="small-figures">${BY_K.map((figure) => figureOf(figure, drawByK(choices, { label: `${figure.en} by k, of each recoding`, axis: figure.axis, valueOf: figure.valueOf })))}</div>
${tableOf(exploration)}</main></body></html>`.markup}\n`
}

interface Told {
  readonly en: string
  readonly ko: string
  /** What the picture shows. */
  readonly says: string
}

const BY_K: readonly (Told & { readonly axis: string; readonly valueOf: (choice: ExploredChoice) => number | undefined })[] = [
  { en: 'Information lost', ko: '정보 손실', says: 'Loss, 0 none, 1 all.', axis: 'Loss', valueOf: ({ outcome }) => outcome?.scores.loss },
  { en: 'Rows suppressed', ko: '삭제 처리된 행', says: 'Share of the rows whose quasi-identifiers all became *.', axis: '% of rows', valueOf: ({ outcome }) => outcome && (outcome.rows === 0 ? 0 : 100 * outcome.suppressed / outcome.rows) },
  {
    en: 'Best attack', ko: '가장 강한 공격', says: 'Success of the attack that reaches most beyond chance, less chance.', axis: 'points of percent',
    valueOf: (choice) => { const attack = attackOf(choice); return attack === undefined ? undefined : 100 * attack },
  },
  { en: 'Worst group', ko: '가장 손해 보는 집단', says: 'Suppression or loss of the group that stands farthest above the whole, by that of the whole.', axis: 'times the whole', valueOf: ({ outcome }) => outcome?.worstGroup?.times },
]

function figureOf({ en, ko, says }: Told, drawing: Html): Html {
  return html`<figure><h2>${en}</h2><h2 lang="ko" class="second">${ko}</h2>${drawing}<figcaption>${says}</figcaption></figure>`
}

function legendOf(choices: readonly ExploredChoice[]): Html {
  const recodings = [...new Set(choices.map(({ recoding }) => recoding))]
  return html`<ul class="legend">${recodings.map((recoding) => html`<li class="${recoding}">${recoding}</li>`)}
<li>filled, *: no other choice has both less loss and less of the best attack · 채움, *: 손실과 공격이 둘 다 더 적은 선택이 없음</li>
<li>ring, own: as in the recipe · 고리, own: 레시피의 선택</li>
<li>×, broken: cannot be released · ×, broken: 공개할 수 없음</li></ul>`
}

function tableOf(exploration: Exploration): Html {
  const { head, rows, reasons } = tellChoices(exploration)
  const classOf = (isNumber: boolean | undefined) => (isNumber ? 'number' : '')
  return html`<section><h2>All figures</h2><h2 lang="ko" class="second">모든 수치</h2><div class="scroll" tabindex="0"><table>
<thead><tr>${head.map(({ words, isNumber }) => html`<th scope="col" class="${classOf(isNumber)}">${words}</th>`)}</tr></thead>
<tbody>${rows.map(({ cells, choice }) => html`<tr class="${choice.isOwn ? 'own' : ''}">${cells.map((cell, place) => html`<td class="${classOf(head[place]?.isNumber)}">${cell}</td>`)}</tr>`)}</tbody></table></div>
${reasons.length > 0 ? html`<ol>${reasons.map((reason) => html`<li>${reason}</li>`)}</ol>` : null}</section>`
}
