import { readFileSync } from 'node:fs'
import { drawByK, drawTradeoff, tradeoffInWords } from './draw-choices.ts'
import type { Exploration } from './exploration.ts'
import type { ExploredChoice } from './mark-front.ts'
import { element, type Markup } from './markup.ts'
import { attackOf, tellChoices } from './tell-choices.ts'

const style = readFileSync(new URL('exploration-page.css', import.meta.url), 'utf8')

/** A page of its own with the pictures and the table of an exploration, in English and Korean. It asks for nothing from elsewhere. */
export function explorationPage(exploration: Exploration): string {
  const { name, version, choices, rows, parity } = exploration
  const count = rows.toLocaleString('en')
  const main = element(
    'main', {},
    element('h1', {}, `${name}@${version}`),
    element('p', {}, `What k and the recoding cost, and what they protect from, on ${count} delivered rows. All else is as in the recipe.`),
    element('p', { lang: 'ko' }, `k와 재부호화 방식에 따라 무엇을 잃고 무엇을 지키는지, 받은 ${count}행으로 계산했습니다. 나머지는 레시피 그대로입니다.`),
    ...(parity ? [element('p', {}, `The recipe promises that no group by ${parity.by.join(' × ')} is suppressed, or loses, more than ${parity.atMost} times as much as the whole.`)] : []),
    legendOf(choices),
    figureOf({ en: 'Loss and the best attack', ko: '정보 손실과 가장 강한 공격', says: tradeoffInWords(choices) }, drawTradeoff(choices, 'Loss and the best attack beyond chance, of each choice')),
    element('div', { class: 'small-figures' }, ...BY_K.map((figure) => (
      figureOf(figure, drawByK(choices, { label: `${figure.en} by k, of each recoding`, axis: figure.axis, valueOf: figure.valueOf }))
    ))),
    tableOf(exploration),
  )
  const head = element(
    'head', {},
    { markup: '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' },
    element('title', {}, `${name}@${version}: k and recoding`),
    // Our own style sheet.
    { markup: `<style>${style}</style>` },
  )
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, element('body', {}, main)).markup}\n`
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

function figureOf({ en, ko, says }: Told, svg: string): Markup {
  // Drawn by Plot, which escapes what it is given.
  return element('figure', {}, element('h2', {}, en), element('h2', { lang: 'ko', class: 'second' }, ko), { markup: svg }, element('figcaption', {}, says))
}

function legendOf(choices: readonly ExploredChoice[]): Markup {
  const recodings = [...new Set(choices.map(({ recoding }) => recoding))]
  return element(
    'ul', { class: 'legend' }, ...recodings.map((recoding) => element('li', { class: recoding }, recoding)),
    element('li', {}, 'filled, *: no other choice has both less loss and less of the best attack · 채움, *: 손실과 공격이 둘 다 더 적은 선택이 없음'),
    element('li', {}, 'ring, own: as in the recipe · 고리, own: 레시피의 선택'),
    element('li', {}, '×, broken: cannot be released · ×, broken: 공개할 수 없음'),
  )
}

function tableOf(exploration: Exploration): Markup {
  const { head, rows, reasons } = tellChoices(exploration)
  const classOf = (isNumber: boolean | undefined) => (isNumber ? { class: 'number' } : {})
  return element(
    'section', {},
    element('h2', {}, 'All figures'), element('h2', { lang: 'ko', class: 'second' }, '모든 수치'),
    element('div', { class: 'scroll', tabindex: '0' }, element(
      'table', {},
      element('thead', {}, element('tr', {}, ...head.map(({ words, isNumber }) => element('th', { scope: 'col', ...classOf(isNumber) }, words)))),
      element('tbody', {}, ...rows.map(({ cells, choice }) => (
        element('tr', choice.isOwn ? { class: 'own' } : {}, ...cells.map((cell, place) => element('td', classOf(head[place]?.isNumber), cell)))
      ))),
    )),
    ...(reasons.length > 0 ? [element('ol', {}, ...reasons.map((reason) => element('li', {}, reason)))] : []),
  )
}
