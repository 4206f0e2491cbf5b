import type { Fact } from '#dam/dataset/fact.ts'
import { bestAttack } from './best-attack.ts'
import type { Json } from './json-text.ts'
import { textIn } from './language-text.ts'
import { publishedName } from './citation.ts'
import { modelRule } from './model-rule.ts'
import { promisedK } from './promised-k.ts'
import type { ReleaseDescription } from './release-description.ts'

/** What the RAI vocabulary of Croissant asks of a data set's making and limits, out of the reports; English sentences. */
export function responsibleUse(release: ReleaseDescription): { readonly [key: string]: Json } {
  const { recipe, collect, columns, quality, privacy, profile } = release
  const { purpose, limitations } = recipe.dataset
  const released = new Set(columns.map(({ name }) => name))
  const missing = profile.columns.filter((column) => released.has(column.name) && column.missing > 0)
  const thin = [...quality.plan.facts.filter(isFailed).map(sentenceOf), ...quality.plan.cells.filter(({ verdict }) => verdict === 'failed').slice(0, MOST_CELLS).map((cell) => (
    `Outside its planned share: ${cell.cell.map(({ column, value }) => `${column} = ${value ?? 'missing'}`).join(', ')} (${percent(cell.share)}, planned ${percent(cell.target)})`))]
  const biases = [...thin, ...(release.fairness?.findings ?? []).filter(isFailed).slice(0, MOST_CELLS).map(({ label, because }) => `${label.en}${because ? `: ${because.en}` : ''}`)]
  const dropped = privacy.treatments.filter(({ column }) => !released.has(column)).length
  return {
    'rai:dataCollection': `${collect.originals.length === 1 ? 'One file was' : `${collect.originals.length} files were`} delivered with ${collect.table.rows} rows and ${collect.table.columns.length} columns${purpose === undefined ? '' : `, collected for this purpose: ${textIn(purpose, 'en')}`}.`,
    'rai:dataCollectionMissingData': missing.length === 0 ? 'No released column has missing values.' : `Missing in the delivery: ${missing.map((column) => `${column.name} ${percent(column.missingShare)}`).join(', ')}.`,
    'rai:dataCollectionRawData': 'The delivery is kept by the publisher and is not part of the release; its SHA-256 stands in provenance.jsonld.',
    'rai:dataImputationProtocol': 'No value was imputed.',
    'rai:dataManipulationProtocol': `${columns.map(({ name, did }) => `${name}: ${did}`).join('; ')}. Columns left out: ${dropped}.`,
    'rai:dataPreprocessingProtocol': [
      'The types of columns were found from all rows, or set by the recipe.',
      ...collect.misfits.map(({ column, type, became, cells }) => `${column}: ${cells} cells did not fit the type ${type}; ${became === 'null' ? 'they became missing' : 'the column stays text'}.`),
      'The order of the rows was shuffled with a secret key.',
    ],
    'rai:personalSensitiveInformation': privacySentences(release),
    'rai:dataLimitations': [
      ...(limitations === undefined ? [] : [textIn(limitations, 'en')]),
      ...quality.facts.filter(isFailed).map(sentenceOf),
      `Generalisation lost ${privacy.scores.loss.toFixed(4)} of the detail of the quasi-identifiers (0 none, 1 all); ${privacy.suppressed} of ${privacy.rows} rows have all of them removed.`,
    ],
    ...(biases.length > 0 && { 'rai:dataBiases': biases }),
    ...(purpose !== undefined && { 'rai:dataUseCases': [textIn(purpose, 'en')] }),
    'rai:dataReleaseMaintenancePlan': `A version is never changed. Corrections come as a new version of ${publishedName(recipe).publisher}/${publishedName(recipe).dataset}.`,
  }
}

/** Enough to warn; the whole list stands in reports/quality.json. */
const MOST_CELLS = 20

function privacySentences({ privacy, columns }: ReleaseDescription): string[] {
  const k = promisedK(privacy)
  const others = privacy.modelFacts.filter(({ id }) => id !== 'k-anonymity')
  const isPromised = k !== undefined || others.length > 0
  const best = bestAttack(privacy)
  const unit = privacy.unit === 'person' ? 'persons' : 'rows'
  const sensitive = columns.filter(({ role }) => role === 'sensitive').map(({ name }) => name)
  const hidden = columns.filter(({ role }) => role === 'identifier').map(({ name }) => name)
  return [
    !isPromised ? 'No privacy model was promised: the recipe names no columns that identify persons together.'
      : `Every combination of quasi-identifiers is shared by at least ${privacy.smallest} ${unit}${k === undefined ? '' : ` (k-anonymity with k = ${k})`}, recounted from the released files.`,
    ...others.map((fact) => `${fact.label.en}: promised ${modelRule(fact) ?? 'nothing'}, measured ${typeof fact.measured === 'number' && fact.unit === 'share' ? percent(fact.measured) : fact.measured ?? 'nothing'}.`),
    ...(!isPromised ? [] : [`Highest chance of finding a person known to be in the data: ${percent(privacy.after.prosecutor.highest)}, before ${percent(privacy.before.prosecutor.highest)}.`]),
    ...(isPromised && best ? [`Of ${privacy.attacks.length} attacks carried out on the release, the best beside chance (${best.label.en}) was right ${percent(best.rate)} of the time; chance is ${percent(best.chance)}.`] : []),
    ...(isPromised ? [RECODINGS[privacy.recoding]] : []),
    sensitive.length === 0 ? 'No column is named sensitive.' : `Sensitive columns: ${sensitive.join(', ')}.`,
    ...(hidden.length === 0 ? [] : [`Identifiers are masked or replaced by keyed pseudonyms: ${hidden.join(', ')}.`]),
  ]
}

const RECODINGS: Readonly<Record<ReleaseDescription['privacy']['recoding'], string>> = {
  global: 'Recoding: all rows have the same level of each column.',
  'strict-local': 'Recoding: each class has levels of its own, and every combination of values falls into exactly one class.',
  'free-local': 'Recoding: each class has levels of its own, and what was left over was put into classes besides.',
}

function isFailed({ verdict }: Fact): boolean {
  return verdict === 'failed'
}

function sentenceOf({ label, rule, measured }: Fact): string {
  return `${label.en}: asked ${rule ?? 'nothing'}, measured ${measured ?? 'nothing'}.`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}
