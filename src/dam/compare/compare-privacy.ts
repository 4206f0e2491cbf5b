import type { Attack, PrivacyReport, Risk } from '#dam/dataset/reports.ts'
import { beyondChance } from '#dam/dataset/tried-recoding.ts'
import { type Difference, type Direction, numbers, pairUp, type Section, words } from './difference.ts'

const SAFER: Direction = { wanted: 'less', virtue: 'safer' }
const KEEPS_MORE: Direction = { wanted: 'less', virtue: 'keeps more' }
const LARGER_IS_SAFER: Direction = { wanted: 'more', virtue: 'safer' }

/** What two privacy reports say of the data, the promises, what is lost and what can be found out. */
export function comparePrivacy(a: PrivacyReport, b: PrivacyReport): Section[] {
  return [
    { id: 'data', title: 'Data', differences: [numbers('rows', 'count', a.rows, b.rows), ...compareTreatments(a, b)] },
    { id: 'promises', title: 'Promises', differences: comparePromises(a, b) },
    { id: 'information', title: 'Information lost', differences: compareLosses(a, b) },
    { id: 'risk-before', title: 'Risk before, of the delivery', differences: compareRisks(a.before, b.before) },
    {
      id: 'risk', title: 'Risk after, of the release',
      differences: [numbers(`smallest class, in ${a.unit === b.unit ? `${a.unit}s` : 'rows or persons'}`, 'count', a.smallest, b.smallest, LARGER_IS_SAFER), ...compareRisks(a.after, b.after, SAFER)],
    },
    { id: 'attacks', title: 'Attacks, on the release', differences: compareAttacks(a, b) },
  ]
}

function compareTreatments(a: PrivacyReport, b: PrivacyReport): Difference[] {
  return pairUp(a.treatments, b.treatments, ({ column }) => column).map(({ a: one, b: other }) => (
    words(`column ${one?.column ?? other?.column ?? ''}`, one && treatmentInWords(one), other && treatmentInWords(other))
  ))
}

/** Without the levels, which stand among the promises. */
function treatmentInWords({ role, did }: PrivacyReport['treatments'][number]): string {
  return `${role}: ${did.replace(/generalised to levels? .*$/, 'generalised')}`
}

function comparePromises(a: PrivacyReport, b: PrivacyReport): Difference[] {
  return [
    words('recoding', a.recoding, b.recoding),
    words('metric', a.metric, b.metric),
    words('counted by', a.unit, b.unit),
    numbers('suppression limit', 'share', a.suppressionLimit, b.suppressionLimit),
    ...pairUp(a.modelFacts, b.modelFacts, ({ id }) => id).flatMap(({ a: one, b: other }): Difference[] => {
      const fact = one ?? other
      if (!fact) return []
      const direction: Direction = { wanted: isLargerSafer(fact.id) ? 'more' : 'less', virtue: 'safer' }
      const promised = numbers(`${fact.id}, promised`, fact.unit, numberOf(one?.rule), numberOf(other?.rule), direction)
      return [
        one && other ? promised : { ...promised, better: { side: one ? 'a' : 'b', virtue: 'safer' } },
        numbers(`${fact.id}, worst class`, fact.unit, numberOf(one?.measured), numberOf(other?.measured), direction),
      ]
    }),
    ...pairUp(a.columns, b.columns, ({ column }) => column).flatMap(({ a: one, b: other }) => [
      words(`levels of ${one?.column ?? other?.column ?? ''}`, one && levelsInWords(one), other && levelsInWords(other)),
    ]),
  ]
}

/** A k, an l or a number of rows; of all other models less is safer. */
function isLargerSafer(id: string): boolean {
  return id === 'k-anonymity' || id === 'sample-uniques' || (id.startsWith('l-diversity') && !id.endsWith(':recursive'))
}

function numberOf(shown: unknown): number | undefined {
  return typeof shown === 'number' ? shown : undefined
}

function levelsInWords({ level, levels, rowsByLevel }: PrivacyReport['columns'][number]): string {
  const last = levels - 1
  if (level !== undefined) return `${level} of ${last}`
  const rows = rowsByLevel.reduce((sum, one) => sum + one.rows, 0)
  if (rows === 0) return `none of ${last}`
  const mean = rowsByLevel.reduce((sum, one) => sum + one.level * one.rows, 0) / rows
  return `${rowsByLevel[0]?.level ?? 0} to ${rowsByLevel.at(-1)?.level ?? 0} of ${last}, mean ${mean.toFixed(2)}`
}

const SCORES = [
  { score: 'loss', label: 'Loss, 0 none, 1 all' }, { score: 'precision', label: 'Precision, 0 none lost' }, { score: 'entropy', label: 'Entropy, 0 none lost' },
  { score: 'aecs', label: 'AECS, mean size of a class' }, { score: 'discernibility', label: 'Discernibility' },
] as const

function compareLosses(a: PrivacyReport, b: PrivacyReport): Difference[] {
  const share = ({ suppressed, rows }: PrivacyReport) => (rows === 0 ? 0 : suppressed / rows)
  return [
    ...SCORES.map(({ score, label }) => numbers(label, 'score', a.scores[score], b.scores[score], KEEPS_MORE)),
    numbers('rows suppressed', 'count', a.suppressed, b.suppressed),
    numbers('share of rows suppressed', 'share', share(a), share(b), KEEPS_MORE),
    numbers('classes', 'count', a.classes, b.classes, { wanted: 'more', virtue: 'keeps more' }),
    ...pairUp(a.columns, b.columns, ({ column }) => column).map(({ a: one, b: other }) => (
      numbers(`loss in ${one?.column ?? other?.column ?? ''}`, 'score', one?.loss, other?.loss, KEEPS_MORE)
    )),
  ]
}

function compareRisks(a: Risk, b: Risk, direction?: Direction): Difference[] {
  const shares = (['prosecutor', 'journalist'] as const).flatMap((who) => [
    numbers(`${who}, highest chance`, 'share', a[who].highest, b[who].highest, direction),
    numbers(`${who}, average chance`, 'share', a[who].average, b[who].average, direction),
    numbers(`${who}, share of rows at risk`, 'share', a[who].atRisk, b[who].atRisk, direction),
  ])
  return [
    ...shares,
    numbers('marketer', 'share', a.marketer, b.marketer, direction),
    numbers('sample uniques', 'count', a.sampleUniques, b.sampleUniques, direction),
    ...pairUp(a.recordsAtRisk, b.recordsAtRisk, ({ threshold }) => threshold.toPrecision(6)).map(({ a: one, b: other }) => (
      numbers(`rows with a chance above ${(one ?? other)?.threshold.toPrecision(2) ?? ''}`, 'count', one?.rows, other?.rows, direction)
    )),
    ...(a.populationUniques || b.populationUniques ? (['pitman', 'zayatz'] as const).map((estimate) => (
      numbers(`population uniques, ${estimate === 'pitman' ? 'Pitman' : 'Zayatz'}`, 'count', a.populationUniques?.[estimate], b.populationUniques?.[estimate], direction)
    )) : []),
  ]
}

function compareAttacks(a: PrivacyReport, b: PrivacyReport): Difference[] {
  const nameOf = ({ id, column }: Attack) => (column === undefined ? id : `${id} of ${column}`)
  return pairUp(a.attacks, b.attacks, nameOf).flatMap(({ a: one, b: other }) => {
    const attack = one ?? other
    if (!attack) return []
    const name = nameOf(attack)
    return [
      numbers(`${name}, success`, 'share', one?.rate, other?.rate),
      numbers(`${name}, by chance`, 'share', one?.chance, other?.chance),
      numbers(`${name}, beyond chance`, 'share', one && beyondChance(one), other && beyondChance(other), SAFER),
      numbers(`${name}, certain answers`, 'count', one?.certain, other?.certain),
    ]
  })
}
