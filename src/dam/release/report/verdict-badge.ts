import type { Fact } from '#dam/dataset/fact.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'

/** How a badge looks: each has a colour, a shape and a word. */
export type BadgeKind = 'passed' | 'failed' | 'short' | 'noted' | 'not-checked' | 'plain'

/** A word with a shape before it; the colour only repeats what both say. */
export function badge(kind: BadgeKind, words: string): Html {
  const shape = kind === 'plain' ? null : html`<svg class="shape" aria-hidden="true"><use href="#shape-${kind}"/></svg>`
  return html`<span class="badge ${kind}">${shape}${words}</span>`
}

/** The verdict of a fact as a badge. */
export function verdictBadge(verdict: Fact['verdict'], { say }: Tongue): Html {
  switch (verdict) {
    case 'passed': return badge('passed', say('지킴', 'Kept'))
    case 'failed': return badge('failed', say('못 지킴', 'Not kept'))
    case 'noted': return badge('noted', say('알림', 'Noted'))
    case 'not-checked': return badge('not-checked', say('못 봄', 'Not checked'))
  }
}

/** The shapes that badges use, drawn once for the page: tick, triangle, arrow down, dot, dash. */
export function badgeShapes(): Html {
  const line = html`fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"`
  return html`<svg class="shapes" aria-hidden="true" width="0" height="0">
<symbol id="shape-passed" viewBox="0 0 16 16"><path ${line} d="M3 8.500l3.500 3.500 6.500-8"/></symbol>
<symbol id="shape-failed" viewBox="0 0 16 16"><path ${line} d="M8 2.500l6 11h-12zM8 7v2.500M8 11.600v.1"/></symbol>
<symbol id="shape-short" viewBox="0 0 16 16"><path ${line} d="M8 2.500v11M3.500 9l4.500 4.500 4.500-4.500"/></symbol>
<symbol id="shape-noted" viewBox="0 0 16 16"><circle cx="8" cy="8" r="4" fill="currentColor"/></symbol>
<symbol id="shape-not-checked" viewBox="0 0 16 16"><path ${line} d="M3 8h10"/></symbol></svg>`
}
