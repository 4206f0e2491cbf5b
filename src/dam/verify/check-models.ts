import type { Check } from '#dam/dataset/reports.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { hierarchicalMeasures, layValues, worstOf, type Worst } from './class-values.ts'
import type { ClassNeeds } from './count-persons.ts'
import { layTree } from './lay-tree.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import type { Release } from './open-release.ts'
import { worstOrderedDistance } from './ordered-distance.ts'
import { printOf } from './place-rows.ts'
import { PromisedModel } from './read-privacy.ts'

/** What recounting the models needs beside the classes; `boxes` is left out without the delivery. */
export interface ModelNeeds extends ClassNeeds {
  readonly salt: string
  /** Makes the table `boxes` of the whole delivery; false where it cannot. */
  readonly boxes?: () => Promise<boolean>
}

interface Laying extends ModelNeeds { readonly layColumn: (place: number) => Promise<boolean> }

/** Several models of one column stand on the same counts, when they follow each other. */
function layingOnce(release: Release, needs: ModelNeeds): (place: number) => Promise<boolean> {
  let laid: { readonly place: number; readonly known: boolean } | undefined
  return async (place) => {
    if (laid?.place === place) return laid.known
    laid = undefined
    laid = { place, known: await layValues(release, place, needs) }
    return laid.known
  }
}

type Kind = PromisedModel['kind']
type Of<Name extends Kind> = Extract<PromisedModel, { kind: Name }>

const LABELS: Record<Kind, Check['fact']['label']> = {
  'k-anonymity': { en: 'k-anonymity', ko: 'k-익명성' },
  'l-diversity': { en: 'l-diversity', ko: 'l-다양성' },
  't-closeness': { en: 't-closeness', ko: 't-근접성' },
  'delta-presence': { en: 'Presence in the release', ko: '공개본에 있을 확률(δ-presence)' },
  'average-risk': { en: 'Average risk', ko: '평균 위험' },
  'sample-uniques': { en: 'Rows alone with their combination', ko: '조합이 하나뿐인 행' },
}
/** Sums of decimals may miss a bound by their last digits; two counts that differ do so by far more. */
const ROUNDING = 1e-9
const EXACT = 1e-12

/** Check 2, beyond the size of classes: every promised model, recounted class by class, beside the report's own figure. Needs the table `classes`. */
export async function checkModels(release: Release, needs: ModelNeeds): Promise<Check[]> {
  const { models } = release.promises
  const checks = [await checkPromise(release)]
  const layColumn = layingOnce(release, needs)
  for (const [place, model] of models.entries()) {
    const column = 'column' in model ? `, "${model.column}"` : ''
    const { en, ko } = LABELS[model.kind]
    checks.push(await makeCheck({
      id: `${model.kind}-${place + 1}`, label: { en: `${en}${column}`, ko: `${ko}${column}` },
      method: { en: 'The worst class of the data files, by the definition of docs/release-format.md, section 5, in rows or in persons as recipe.yaml says.', ko: '데이터 파일의 동질집합 가운데 가장 나쁜 것을 공개 형식 문서 5절의 정의에 따라 레시피대로 행이나 사람으로 셉니다.' },
      recompute: "duckdb -c \"from 'data/*.parquet'\" grouped by the quasi-identifiers and the definition of docs/release-format.md, section 5",
      run: () => checkModel(release, place, model, { ...needs, layColumn }),
    }))
  }
  return checks
}

/** The report repeats the recipe's promises, all of them and no others. */
async function checkPromise({ promises, privacy, quasi }: Release): Promise<Check> {
  return makeCheck({
    id: 'promise', label: { en: 'The report promises what the recipe does', ko: '보고서의 약속은 레시피와 같음' },
    method: { en: 'Models, recoding, metric and unit of reports/privacy.json against recipe.yaml, and a figure for each model.', ko: 'reports/privacy.json의 모델, 재부호화, 지표, 단위를 recipe.yaml과 비교하고 모델마다 수치가 있는지 확인합니다.' },
    recompute: 'cat recipe.yaml reports/privacy.json',
    run: async () => {
      if (quasi.length === 0) return notChecked('There is no quasi-identifier', '준식별자가 없습니다')
      const told = privacy.models.map((model) => PromisedModel.safeParse(model)).map(({ data }) => JSON.stringify(data))
      const findings = promises.models.flatMap((model, place) => (told.includes(JSON.stringify(model)) ? [] : [`reports/privacy.json: model ${place + 1} of recipe.yaml (${model.kind}) is not among its models`]))
      if (told.length !== promises.models.length) findings.push(`reports/privacy.json: ${told.length} models, recipe.yaml has ${promises.models.length}`)
      if (privacy.modelFacts.length !== promises.models.length) findings.push(`reports/privacy.json: ${privacy.modelFacts.length} measured models, recipe.yaml has ${promises.models.length}`)
      if (privacy.recoding !== promises.recoding) findings.push(`reports/privacy.json: the recoding is ${privacy.recoding}, in recipe.yaml it is ${promises.recoding}`)
      if (privacy.metric !== promises.metric) findings.push(`reports/privacy.json: the metric is ${privacy.metric}, in recipe.yaml it is ${promises.metric}`)
      if ((privacy.unit === 'person') !== (promises.person !== undefined)) findings.push(`reports/privacy.json: counts ${privacy.unit}s, recipe.yaml ${promises.person === undefined ? 'rows' : 'persons'}`)
      return judge(findings, { claim: told.length, rule: promises.models.length, measured: promises.models.length })
    },
  })
}

interface Measured { readonly found: Worst; readonly rule: number; readonly what: string; readonly unit: 'count' | 'score' | 'share' }

async function checkModel(release: Release, place: number, model: PromisedModel, needs: Laying): Promise<Outcome> {
  if (release.quasi.length === 0) return notChecked('There is no quasi-identifier', '준식별자가 없습니다')
  const measured = await measure(release, model, needs)
  if ('verdict' in measured) return measured
  const { found: { worst, classes, breaking }, rule, what, unit } = measured
  const findings = breaking > 0 ? [`data/: ${breaking} of ${classes} classes have ${what}; the worst has ${worst}`] : []
  const told = release.privacy.modelFacts[place]?.measured ?? null
  const isInfinite = worst === null || !Number.isFinite(worst)
  if (isInfinite ? typeof told === 'number' && told !== 0 : typeof told !== 'number' || Math.abs(told - worst) > ROUNDING * Math.max(1, Math.abs(worst))) {
    findings.push(`reports/privacy.json: the worst class of model ${place + 1} (${model.kind}) is told as ${told}, counted ${worst}`)
  }
  return judge(findings, { claim: told, rule, measured: isInfinite ? null : worst, unit })
}

const PERSONS_UNKNOWN = notChecked('The column of persons is not in the release, so that persons cannot be counted here', '사람 열이 공개본에 없어 여기서는 사람을 셀 수 없습니다')

async function measure(release: Release, model: PromisedModel, needs: Laying): Promise<Measured | Outcome> {
  switch (model.kind) {
    case 'k-anonymity': return measureSizes(release, model, needs)
    case 'sample-uniques': return { found: await worstOf(sql`select n as measure from classes where not suppressed`, { isBetter: 'larger', breaks: sql`measure < 2` }, needs), rule: 2, what: 'one row only', unit: 'count' }
    case 'average-risk': return measureAverage(release, model, needs)
    case 'delta-presence': return measurePresence(release, model, needs)
    case 'l-diversity': case 't-closeness': return measureValues(release, model, needs)
  }
}

async function measureSizes({ promises }: Release, { k }: Of<'k-anonymity'>, needs: ModelNeeds): Promise<Measured | Outcome> {
  if (promises.person !== undefined && !await needs.persons()) return PERSONS_UNKNOWN
  const measures = promises.person === undefined ? sql`select n as measure from classes where not suppressed` : sql`select size as measure from person_classes`
  return { found: await worstOf(measures, { isBetter: 'larger', breaks: sql`measure < ${k}` }, needs), rule: k, what: `fewer than ${k}`, unit: 'count' }
}

async function measureAverage({ promises }: Release, { risk }: Of<'average-risk'>, needs: ModelNeeds): Promise<Measured | Outcome> {
  if (promises.person !== undefined && !await needs.persons()) return PERSONS_UNKNOWN
  const sizes = promises.person === undefined ? sql`select n as size from classes where not suppressed` : sql`select size from person_classes`
  const found = await worstOf(sql`select count(*)::double / nullif(sum(size), 0)::double as measure from (${sizes})`, { isBetter: 'smaller', breaks: sql`measure > ${risk * (1 + ROUNDING)}::double` }, needs)
  return { found, rule: risk, what: `an average risk above ${risk}`, unit: 'share' }
}

async function measurePresence(release: Release, { atLeast, atMost }: Of<'delta-presence'>, needs: ModelNeeds): Promise<Measured | Outcome> {
  if (!needs.boxes) return notChecked('Who of the delivery is in the release takes the delivery to count', '원본의 누가 공개본에 있는지 세려면 원본이 필요합니다')
  if (release.promises.recoding === 'free-local') return notChecked('In a free recoding several classes may hold a person who was not drawn; whose class it would be is not told', '자유 재부호화에서는 뽑히지 않은 사람이 여러 동질집합에 들어맞아 셀 수 없습니다')
  if (!await needs.boxes()) return notChecked('The combinations are too many to be counted for every class', '조합이 너무 많아 동질집합마다 셀 수 없습니다')
  const print = printOf(release.quasi.map((_, place) => sql`c.${classCell(place)}`), needs.salt)
  // A class without a row of the delivery cannot be: it counts as the worst.
  const measures = sql`select coalesce(c.n::double / b.n::double, 'infinity'::double) as measure from classes c left join boxes b on b.print = ${print} where not c.suppressed`
  const found = await worstOf(measures, { isBetter: 'smaller', breaks: sql`measure > ${atMost + ROUNDING}::double or measure < ${atLeast - ROUNDING}::double` }, needs)
  return { found, rule: atMost, what: `a share outside ${atLeast} to ${atMost}`, unit: 'share' }
}

async function measureValues(release: Release, model: Of<'l-diversity'> | Of<'t-closeness'>, needs: Laying): Promise<Measured | Outcome> {
  const place = release.columns.findIndex((column) => column.name === model.column)
  if (place < 0) return judge([`data/: column "${model.column}", of which ${model.kind} is promised, is not released`])
  if (!await needs.layColumn(place)) return PERSONS_UNKNOWN
  if (model.kind === 'l-diversity') return measureDiversity(model, needs)
  return measureCloseness(release, place, model, needs)
}

async function measureDiversity(model: Of<'l-diversity'>, needs: ModelNeeds): Promise<Measured> {
  const { l } = model
  switch (model.form) {
    case 'distinct': return { found: await worstOf(sql`select count(*) as measure from class_values group by class`, { isBetter: 'larger', breaks: sql`measure < ${l}` }, needs), rule: l, what: `fewer than ${l} values of "${model.column}"`, unit: 'count' }
    case 'entropy': {
      const found = await worstOf(sql`select exp(-sum(p * ln(p))) as measure from class_values group by class`, { isBetter: 'larger', breaks: sql`measure < ${l * (1 - ROUNDING)}::double` }, needs)
      return { found, rule: l, what: `an entropy of "${model.column}" below that of ${l} values`, unit: 'score' }
    }
    case 'recursive': {
      const falling = sql`select list_reverse_sort(list(n)) as counts from class_values group by class`
      const measures = sql`select case when len(counts) < ${l} then 'infinity'::double else counts[1]::double / list_sum(counts[${l}:])::double end as measure from (${falling})`
      return { found: await worstOf(measures, { isBetter: 'smaller', breaks: sql`measure >= ${model.c * (1 - EXACT)}::double` }, needs), rule: model.c, what: `a commonest value of "${model.column}" that is too common`, unit: 'score' }
    }
  }
}

async function measureCloseness(release: Release, place: number, { column, t, distance }: Of<'t-closeness'>, needs: ModelNeeds): Promise<Measured | Outcome> {
  const shown = { rule: t, what: `values of "${column}" farther than ${t} from those of all rows`, unit: 'score' as const }
  const rule = { isBetter: 'smaller' as const, breaks: sql`measure > ${t + ROUNDING}::double` }
  if (distance === 'ordered') return { found: await worstOrderedDistance(t + ROUNDING, needs), ...shown }
  if (distance === 'equal') {
    const measures = sql`select (sum(abs(v.p - i.q)) + greatest(0, 1 - sum(i.q))) / 2 as measure from class_values v join value_ids i on i.id = v.id group by v.class`
    return { found: await worstOf(measures, rule, needs), ...shown }
  }
  const tree = await layTree(release, place, needs)
  if (typeof tree !== 'number') return tree
  return { found: await worstOf(hierarchicalMeasures(tree), rule, needs), ...shown }
}
