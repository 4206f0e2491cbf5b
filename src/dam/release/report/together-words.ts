import type { Tongue } from './language.ts'

/** Groups that have too few rows to be told one by one, put together: in a picture (two short lines, or one after a column's name), and in full. */
export function togetherWords({ say }: Tongue): { readonly drawn: string; readonly short: string; readonly name: string; readonly legend: string } {
  return {
    drawn: say('판단하기에 작은\n집단, 함께', 'too small to\njudge, together'),
    short: say('작은 집단, 함께', 'small, together'),
    name: say('판단하기에 너무 작은 집단, 함께', 'Groups too small to judge, together'),
    legend: say('판단하기에 너무 작은 집단, 함께', 'groups too small to judge, together'),
  }
}

/** That some groups stand together and why; where a group is hidden beside a smaller one, it is because of the smaller one. */
export function togetherSentence(groups: number, rows: number | undefined, { say, count }: Tongue): string {
  if (groups === 0) return ''
  const told = rows === undefined ? '' : say(`(${count(rows)}행)`, ` (${count(rows)} rows)`)
  return say(
    ` 너무 작거나 그 때문에 함께 감춘 집단 ${count(groups)}개${told}는 회색 한 줄입니다.`,
    ` ${count(groups)} ${groups === 1 ? 'group' : 'groups'}${told} too small to judge, or hidden beside such, ${groups === 1 ? 'makes' : 'make'} one grey row.`)
}

/** A rate as rows that have something, of rows that could. */
interface Counted {
  readonly count: number
  readonly of: number
}

/**
 * The rate of all rows but those of the groups told one by one, as every reader could subtract it; undefined where they
 * are fewer than `least`.
 */
export function rateTogether(whole: Counted, told: readonly Counted[], least: number): { readonly of: number; readonly rate: number } | undefined {
  const of = whole.of - told.reduce((sum, counted) => sum + counted.of, 0)
  const count = whole.count - told.reduce((sum, counted) => sum + counted.count, 0)
  return of < Math.max(1, least) ? undefined : { of, rate: count / of }
}
