import type { ColumnChoice } from './recipe-view.ts'

/** The columns whose name holds every word that was typed, whatever their case. */
export function findColumns(columns: readonly ColumnChoice[], typed: string): readonly ColumnChoice[] {
  const words = plainOf(typed).split(/\s+/u).filter((word) => word !== '')
  return words.length === 0 ? columns : columns.filter(({ name }) => words.every((word) => plainOf(name).includes(word)))
}

/** The picked names with one more or one less; with `from`, all that stand between the two as well. */
export function pickUpTo({ names, picked, name, isOn, from }: { readonly names: readonly string[]; readonly picked: ReadonlySet<string>; readonly name: string; readonly isOn: boolean; readonly from: string | null }): ReadonlySet<string> {
  const [one, other] = [names.indexOf(from ?? name), names.indexOf(name)]
  const meant = one < 0 ? [name] : names.slice(Math.min(one, other), Math.max(one, other) + 1)
  return isOn ? new Set([...picked, ...meant]) : new Set([...picked].filter((each) => !meant.includes(each)))
}

function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
