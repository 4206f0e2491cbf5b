import { join } from 'node:path'
import { Recipe } from '../src/dam/recipe/recipe.ts'
import { literal, sql, type Sql } from '../src/platform/engines/sql-text.ts'

/** The columns of `compasQuery`. */
export const COMPAS_COLUMNS = { race: 'text', sex: 'text', age_cat: 'text', recid: 'integer', prediction: 'integer', score: 'integer', priors_count: 'integer', c_charge_degree: 'text' } as const

/** The published table: group, rows, true and false positives, true and false negatives; false positive and negative rate, precision, selection rate, base rate. */
export const COMPAS_GROUPS = [
  ['all', 7214, 2035, 1282, 2681, 1216, 0.3235, 0.3740, 0.6135, 0.4598, 0.4507],
  ['African-American', 3696, 1369, 805, 990, 532, 0.4485, 0.2799, 0.6297, 0.5882, 0.5143],
  ['Caucasian', 2454, 505, 349, 1139, 461, 0.2345, 0.4772, 0.5913, 0.3480, 0.3936],
  ['Hispanic', 637, 103, 87, 318, 129, 0.2148, 0.5560, 0.5421, 0.2983, 0.3642],
  ['Other', 377, 43, 36, 208, 90, 0.1475, 0.6767, 0.5443, 0.2095, 0.3528],
  ['Asian', 32, 6, 2, 21, 3, 0.0870, 0.3333, 0.7500, 0.2500, 0.2812],
  ['Native American', 18, 9, 3, 5, 1, 0.3750, 0.1000, 0.7500, 0.6667, 0.5556],
] as const

/** ProPublica's filter: screened within 30 days, known whether charged again, no ordinary traffic offence, a score present. */
export const PROPUBLICA_FILTER = sql`try_cast(days_b_screening_arrest as integer) between -30 and 30 and is_recid <> '-1' and c_charge_degree <> 'O' and score_text <> 'N/A'`

/** COMPAS as ProPublica published it; positive is a score of Medium or High. */
export function compasQuery(data: string, filter: Sql = sql`true`): Sql {
  return sql`select race, sex, age_cat, two_year_recid as recid, case when score_text in ('Medium', 'High') then '1' else '0' end as prediction, decile_score as score, priors_count, c_charge_degree
    from read_csv(${literal(join(data, 'fairness/compas-scores-two-years.csv.gz'))}, header = true, all_varchar = true) where ${filter}`
}

/** A recipe that audits it. Favourable is the positive of the published table: charged again within two years. */
export function compasRecipe(): Recipe {
  return Recipe.parse({
    datadam: 1,
    dataset: { name: 'yardstick/compas', title: { en: 'COMPAS' }, licence: 'CC0-1.0', language: ['en'] },
    source: { kind: 'csv', path: 'compas.csv' },
    columns: Object.fromEntries(Object.keys(COMPAS_COLUMNS).map((name) => [name, { role: 'plain' }])),
    fairness: { label: 'recid', favourable: 1, groups: ['race', 'sex', 'age_cat'], prediction: { column: 'prediction', score: 'score' } },
    release: { version: '1.0.0' },
  })
}
