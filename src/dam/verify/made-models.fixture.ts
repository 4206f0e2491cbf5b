import type { MadeRows, Row } from './made-rows.fixture.ts'
import type { PromisedModel } from './read-privacy.ts'

// The models of a release made by hand, by their definitions and without any short cut: for the tests of this room.

export interface MadeClasses extends Pick<MadeRows, 'rows' | 'columns'> {
  readonly classes: readonly (readonly Row[])[]
  /** Size of each class, in rows or persons. */
  readonly persons: readonly number[]
  /** Place of the person's column; below 0, rows are counted. */
  readonly person: number
}

/** The figure of the worst class; the presence of a whole delivery is 1, and of a sample the test's own affair. */
export function worstClass(model: PromisedModel, made: MadeClasses): number {
  const { classes, persons } = made
  switch (model.kind) {
    case 'k-anonymity': return Math.min(...persons)
    case 'sample-uniques': return Math.min(...classes.map((members) => members.length))
    case 'average-risk': return classes.length / persons.reduce((sum, size) => sum + size, 0)
    case 'delta-presence': return 1
    case 'l-diversity': return model.form === 'recursive' ? Math.max(...classes.map((members) => ratio(counts(members, model.column, made), model.l))) : Math.min(...classes.map((members) => (model.form === 'distinct' ? counts(members, model.column, made).size : variety(counts(members, model.column, made)))))
    case 't-closeness': return Math.max(...classes.map((members) => distance(model, counts(members, model.column, made), counts(made.rows, model.column, made))))
  }
}

type Counts = Map<string | null, number>

/** Rows, or distinct persons, with each value. */
function counts(members: readonly Row[], column: string, { columns, person }: MadeClasses): Counts {
  const place = columns.indexOf(column)
  return new Map(Array.from(Map.groupBy(members, (row) => row[place] ?? null), ([value, those]) => [value, person < 0 ? those.length : new Set(those.map((row) => row[person])).size]))
}

function sharesOf(counted: Counts): Counts {
  const total = Array.from(counted.values()).reduce((sum, count) => sum + count, 0)
  return new Map(Array.from(counted, ([value, count]) => [value, count / total]))
}

function variety(counted: Counts): number {
  return Math.exp(-Array.from(sharesOf(counted).values()).reduce((sum, share) => sum + share * Math.log(share), 0))
}

function ratio(counted: Counts, l: number): number {
  const falling = Array.from(counted.values()).toSorted((one, other) => other - one)
  return (falling[0] ?? 0) / falling.slice(l - 1).reduce((sum, count) => sum + count, 0)
}

/** The tree of wards that the tests use. */
export const WARDS: Readonly<Record<string, readonly string[]>> = { North: ['W0', 'W1'], South: ['W2', 'W3', 'W4'] }

function distance({ distance: kind }: Extract<PromisedModel, { kind: 't-closeness' }>, own: Counts, all: Counts): number {
  const [p, q] = [sharesOf(own), sharesOf(all)]
  const differences = new Map(Array.from(q, ([value, share]) => [value, (p.get(value) ?? 0) - share]))
  if (kind === 'equal') return Array.from(differences.values()).reduce((sum, one) => sum + Math.abs(one), 0) / 2
  if (kind === 'ordered') {
    const order = Array.from(differences.keys()).toSorted((one, other) => Number(one) - Number(other))
    let [moved, sum] = [0, 0]
    for (const value of order.slice(0, -1)) { moved += differences.get(value) ?? 0; sum += Math.abs(moved) }
    return sum / (order.length - 1)
  }
  const cost = (extras: readonly number[]) => Math.min(extras.filter((one) => one > 0).reduce((sum, one) => sum + one, 0), -extras.filter((one) => one < 0).reduce((sum, one) => sum + one, 0))
  const branches = Object.values(WARDS).map((wards) => wards.map((ward) => differences.get(ward) ?? 0))
  const sums = branches.map((extras) => extras.reduce((sum, one) => sum + one, 0))
  return branches.reduce((sum, extras) => sum + cost(extras) / 2, 0) + cost(sums)
}
