import type { VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'

/** A question to begin with. */
export interface ProposedQuestion {
  readonly kind: 'rows' | 'groups' | 'averages'
  readonly sql: string
}

const NUMBER = /int|float|double|decimal|number/i

/** Questions that fit the columns of a version; the first always does. */
export function proposeQuestions(columns: VersionAnswer['columns']): ProposedQuestion[] {
  const group = columns.find(({ distinct, type }) => distinct !== null && distinct >= 2 && distinct <= 30 && !NUMBER.test(type)) ?? columns.find(({ distinct }) => distinct !== null && distinct >= 2 && distinct <= 30)
  const measure = columns.find(({ type, name, distinct }) => NUMBER.test(type) && name !== group?.name && (distinct ?? 0) > 10)
  return [
    ...(group ? [{ kind: 'groups' as const, sql: `select ${quoted(group.name)}, count(*) as "rows"\nfrom data\ngroup by all\norder by "rows" desc` }] : []),
    ...(group && measure ? [{ kind: 'averages' as const, sql: `select ${quoted(group.name)}, round(avg(${quoted(measure.name)}), 2) as average, count(*) as "rows"\nfrom data\ngroup by all\norder by average desc` }] : []),
    { kind: 'rows' as const, sql: 'select *\nfrom data\nlimit 20' },
  ]
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
