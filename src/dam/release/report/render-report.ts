import { readFileSync } from 'node:fs'
import { publicProfile } from '#dam/release/public-profile.ts'
import { publicQuality, smallestPlanCell } from '#dam/release/public-quality.ts'
import { distributionSection } from './distribution-section.ts'
import { fairnessSection } from './fairness-section.ts'
import { howSection } from './how-section.ts'
import { type Html, html, trustedMarkup } from '#platform/page/html-text.ts'
import { type Language, textIn, tongueOf } from './language.ts'
import { minuteSection } from './minute-section.ts'
import { pageHeader } from './page-header.ts'
import { planSection } from './plan-section.ts'
import { privacySection } from './privacy-section.ts'
import { promiseSection } from './promise-section.ts'
import { qualitySection } from './quality-section.ts'
import { reportFacts } from './report-facts.ts'
import type { ReportInput } from './report-input.ts'
import { sourceSection } from './source-section.ts'
import { badgeShapes } from './verdict-badge.ts'
import { verificationSection } from './verification-section.ts'

const style = readFileSync(new URL('report.css', import.meta.url), 'utf8')
const script = readFileSync(new URL('report-page.js', import.meta.url), 'utf8')

/**
 * The page of a release: one file that needs no network and no script, in Korean and English, with a table behind each picture.
 *
 * It is published, so it tells of the delivery only what may be published: the reports given are the steward's own,
 * and row numbers, rare values and small counts are taken out here.
 */
export function renderReport(input: ReportInput): string {
  const { recipe, collect } = input
  const shown: ReportInput = {
    ...input,
    quality: publicQuality(input.quality, { recipe, rows: collect.table.rows }),
    profile: publicProfile(input.profile, { recipe, collect }),
  }
  const first: Language = recipe.dataset.language[0]?.split('-')[0] === 'ko' ? 'ko' : 'en'
  const title = (language: Language) => `${textIn(recipe.dataset.title, language, first).text} ${recipe.release.version}`
  return `${html`<!doctype html>
<html lang="${first}" data-title-ko="${title('ko')}" data-title-en="${title('en')}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="generator" content="datadam ${input.programVersion}"><title>${title(first)}</title><style>${trustedMarkup(style)}</style></head><body>${badgeShapes()}
<header class="top"><div class="wrap">${brand()}<fieldset class="languages"><legend class="unseen">언어 / Language</legend>${languageChoice('ko', '한국어', first)}${languageChoice('en', 'English', first)}</fieldset></div></header>
<main class="wrap">${page(shown, first)}${page(shown, first === 'ko' ? 'en' : 'ko')}</main>
<footer class="wrap small"><p>datadam ${input.programVersion}</p></footer><script>${trustedMarkup(script)}</script></body></html>`.markup}\n`
}

function page(input: ReportInput, language: Language): Html {
  const tongue = tongueOf(language)
  const { say } = tongue
  const facts = reportFacts(input)
  const plan = planSection(input.quality.plan, smallestPlanCell(input.recipe), tongue)
  const distributions = distributionSection(input, tongue)
  const fairness = fairnessSection(input, tongue)
  const contents = [
    ['minute', say('1분 요약', 'In one minute')], ['promise', say('약속과 실제', 'Promised and measured')],
    ...(plan ? [['plan', say('계획과 실제', 'Plan')]] : []), ['privacy', say('사람을 지킨 방법', 'Privacy')], ...(fairness ? [['fairness', say('공정성', 'Fairness')]] : []),
    ...(distributions ? [['distributions', say('앞과 뒤', 'Before and after')]] : []), ['quality', say('품질', 'Quality')], ['source', say('출처', 'Source')],
    ['verification', say('검증', 'Verification')], ['how', say('셈', 'How computed')],
  ]
  return html`<div class="page" lang="${language}">${pageHeader(input, facts, tongue)}
<nav class="contents" aria-label="${say('차례', 'Contents')}"><ul>${contents.map(([id, words]) => html`<li><a href="#${language}-${id}">${words}</a></li>`)}</ul></nav>
${minuteSection(input, facts, tongue)}${promiseSection(facts, tongue)}${plan}${privacySection(input, tongue)}${fairness}${distributions}
${qualitySection(input, facts, tongue)}${sourceSection(input, tongue)}${verificationSection(input, facts, tongue)}${howSection(input, facts, tongue)}</div>`
}

function languageChoice(language: Language, name: string, first: Language): Html {
  return html`<label lang="${language}"><input type="radio" name="language" value="${language}" id="language-${language}"${language === first ? trustedMarkup(' checked') : null}>${name}</label>`
}

function brand(): Html {
  const waves = html`M12 9c3-2 5 2 8 0 2-1.300 3-1 5-.4M12 14c3-2 5 2 8 0 2-1.300 3-1 5-.4M12 19c3-2 5 2 8 0 2-1.300 3-1 5-.4`
  return html`<span class="brand"><svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><path class="wall" d="M3 5h6v18H3z"/><path class="water" d="${waves}"/></svg>datadam</span>`
}
