import type { Fact, Shown } from '#dam/dataset/fact.ts'
import { bestAttack } from './best-attack.ts'
import { cardFairness } from './card-fairness.ts'
import { CARD_WORDS } from './card-words.ts'
import { bibtexOf, creatorName, publishedName } from './citation.ts'
import { type CardLanguage, textIn } from './language-text.ts'
import { licenceNamed } from './licence.ts'
import { markdownTable, markdownText } from './markdown-text.ts'
import { modelRule } from './model-rule.ts'
import { promisedK } from './promised-k.ts'
import type { ReleaseDescription } from './release-description.ts'

/** The part of a dataset card that people read, in one language: what it is, how it was made anonymous, how good, how to use and check it. */
export function cardBody(release: ReleaseDescription, language: CardLanguage): string {
  const { recipe } = release
  const { dataset } = recipe
  const words = CARD_WORDS[language]
  const title = textIn(dataset.title, language)
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [words.glance, [glance(release, language), ...(dataset.purpose === undefined ? [] : [`${words.purpose}: ${markdownText(textIn(dataset.purpose, language))}`])]],
    [words.columns, [columnTable(release, language)]],
    [words.anonymous, anonymity(release, language)],
    [words.quality, facts(release.quality.facts, words.noRules, language)],
    [words.plan, [...facts(release.quality.plan.facts, words.noPlan, language), ...planCells(release, language)]],
    ...(release.fairness ? [[words.fairness, cardFairness(release.fairness, language)] as const] : []),
    [words.limits, [...(dataset.limitations === undefined ? [] : [markdownText(textIn(dataset.limitations, language))]), ...limits(release, language)]],
    [words.use, [words.useHere, ...SNIPPETS]],
    [words.verify, [words.verifyHow, '```sh\ndatadam verify .\n```', words.verifyWhat]],
    [words.citation, [`${words.licence}: ${licenceLine(release)}`, `\`\`\`bibtex\n${bibtexOf(recipe, release.date)}\n\`\`\``]],
  ]
  const lead = [`# ${markdownText(title)}`, ...(dataset.description === undefined ? [] : [markdownText(textIn(dataset.description, language))])]
  return `${[...lead, ...sections.flatMap(([heading, paragraphs]) => [`## ${heading}`, ...paragraphs])].join('\n\n')}\n`
}

const SNIPPETS = [
  '```python\nfrom datasets import load_dataset\n\ndata = load_dataset("parquet", data_files="data/train-*.parquet", split="train")\n```',
  '```python\nimport pandas as pd\n\ndata = pd.read_parquet("data")\n```',
  "```sql\n-- DuckDB\nselect * from read_parquet('data/train-*.parquet') limit 10;\n```",
]

function glance({ recipe, date, rows, columns, files }: ReleaseDescription, language: CardLanguage): string {
  const words = CARD_WORDS[language]
  const { dataset, release } = recipe
  return markdownTable([
    [words.what, words.value],
    [words.name, `${dataset.name}@${release.version}`],
    [words.publisher, publishedName(recipe).publisher],
    [words.creator, markdownText(dataset.creator ? textIn(dataset.creator.name, language) : creatorName(recipe))],
    [words.date, date],
    [words.rows, count(rows)],
    [words.columnCount, count(columns.length)],
    [words.files, count(files.length)],
    [words.access, words.accessKinds[release.access]],
    ...(dataset.url === undefined ? [] : [[words.home, markdownText(dataset.url)]]),
  ])
}

function columnTable({ columns }: ReleaseDescription, language: CardLanguage): string {
  const words = CARD_WORDS[language]
  return markdownTable([
    [words.column, words.type, words.role, words.done, words.meaning],
    ...columns.map(({ name, type, role, did, title, description }) => [
      markdownText(name), words.types[type], words.roles[role], markdownText(did),
      [title, description].filter((text) => text !== undefined).map((text) => markdownText(textIn(text, language))).join(' — '),
    ]),
  ])
}

function anonymity({ privacy, columns }: ReleaseDescription, language: CardLanguage): string[] {
  const words = CARD_WORDS[language]
  if (privacy.models.length === 0) return [words.noPromise]
  const k = promisedK(privacy)
  const others = privacy.modelFacts.filter(({ id }) => id !== 'k-anonymity')
  const best = bestAttack(privacy)
  const released = new Set(columns.map(({ name }) => name))
  const dropped = privacy.treatments.filter(({ column }) => !released.has(column)).map(({ column }) => markdownText(column))
  const unit = words.units[privacy.unit]
  const quasi = privacy.columns.map(({ column }) => markdownText(column)).join(', ')
  return [
    `${k === undefined ? words.promiseOthers(count(privacy.smallest), quasi, unit) : words.promise(count(k), quasi, unit)} ${words.recodings[privacy.recoding]}`,
    markdownTable([
      [words.what, words.asked, words.measured],
      [words.smallest(unit), k === undefined ? '' : `≥ ${count(k)}`, count(privacy.smallest)],
      ...others.map((fact) => [markdownText(fact.label[language]), shown(modelRule(fact), fact.unit), shown(fact.measured, fact.unit)]),
      [words.classes, '', count(privacy.classes)],
      [words.suppressed, `≤ ${percent(privacy.suppressionLimit)}`, `${count(privacy.suppressed)} (${percent(privacy.rows === 0 ? 0 : privacy.suppressed / privacy.rows)})`],
      [words.loss, '', privacy.scores.loss.toFixed(4)],
      [words.highestRisk, '', `${percent(privacy.before.prosecutor.highest)} → ${percent(privacy.after.prosecutor.highest)}`],
      [words.averageRisk, '', `${percent(privacy.before.prosecutor.average)} → ${percent(privacy.after.prosecutor.average)}`],
      ...(best ? [[words.attack(markdownText(best.label[language])), best.bound === undefined ? '' : `≤ ${percent(best.bound)}`, words.attacked(percent(best.rate), percent(best.chance))]] : []),
    ]),
    ...(dropped.length === 0 ? [] : [`${words.dropped}: ${dropped.join(', ')}.`]),
    words.recounted,
  ]
}

function facts(all: readonly Fact[], none: string, language: CardLanguage): string[] {
  const words = CARD_WORDS[language]
  if (all.length === 0) return [none]
  const judged = all.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')
  const passed = judged.filter(({ verdict }) => verdict === 'passed').length
  const ordered = [...all.filter(({ verdict }) => verdict === 'failed'), ...all.filter(({ verdict }) => verdict !== 'failed')]
  return [
    words.passed(count(passed), count(judged.length)),
    markdownTable([
      [words.what, words.claimed, words.asked, words.measured, words.verdict],
      ...ordered.map(({ label, claim, rule, measured, unit, verdict }) => [markdownText(label[language]), shown(claim, unit), shown(rule, unit), shown(measured, unit), words.verdicts[verdict]]),
    ]),
  ]
}

function planCells({ quality }: ReleaseDescription, language: CardLanguage): string[] {
  const words = CARD_WORDS[language]
  const short = quality.plan.cells.filter(({ verdict }) => verdict === 'failed')
  if (quality.plan.cells.length === 0) return []
  const listed = short.slice(0, MOST_CELLS)
  return [
    words.cells(count(quality.plan.cells.length - short.length), count(quality.plan.cells.length)),
    ...(quality.plan.cellsHow ? [markdownText(quality.plan.cellsHow.method[language])] : []),
    ...(listed.length === 0 ? [] : [markdownTable([
      [words.cell, words.measured, words.asked, words.shortfall],
      ...listed.map(({ cell, count: rows, share, target, tolerance, shortfall }) => [
        cell.map(({ column, value }) => markdownText(`${column}: ${value ?? words.missing}`)).join(', '),
        `${count(rows)} (${percent(share)})`, `${percent(target)} ± ${percent(tolerance)}`, count(shortfall),
      ]),
    ])]),
  ]
}

/** The card warns; the whole list stands in reports/quality.json. */
const MOST_CELLS = 20

function limits({ recipe, privacy, collect }: ReleaseDescription, language: CardLanguage): string[] {
  const words = CARD_WORDS[language]
  const lines = [
    ...(privacy.models.length > 0 ? [words.limitGeneral, words.limitSensitive] : []),
    ...(privacy.suppressed > 0 ? [words.limitSuppressed(count(privacy.suppressed))] : []),
    ...(recipe.sample ? [words.limitSample(percent(recipe.sample.share))] : []),
    ...collect.misfits.map(({ column, cells, became }) => words.misfit(markdownText(column), count(cells), became)),
    words.noSearch,
  ]
  return [lines.map((line) => `- ${line}`).join('\n')]
}

function licenceLine({ recipe }: ReleaseDescription): string {
  const { name, url } = licenceNamed(recipe.dataset.licence)
  return url === undefined || url === name ? markdownText(name) : `${markdownText(name)} (<${url}>)`
}

function shown(value: Shown, unit: Fact['unit']): string {
  if (value === null) return ''
  if (typeof value !== 'number') return markdownText(String(value))
  if (unit === 'share') return percent(value)
  return unit === 'score' ? String(Number(value.toFixed(6))) : count(value)
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
