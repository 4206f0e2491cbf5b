/** Steps from the top of a recipe to one of its values: keys, and places in lists from 0. */
export type RecipePath = readonly (string | number)[]

/** One value to write at a path; undefined removes it. */
export interface RecipeChange {
  readonly path: RecipePath
  readonly value: unknown
}

/** What a recipe says, whatever its layout; mappings are maps, and of one meaning is one text. */
export function meaningOfData(data: unknown): string {
  return JSON.stringify(entriesOf(data))
}

/** The data after the changes, and those that changed anything: a path that leads nowhere, or to what is there already, does not. */
export function changeData(data: unknown, changes: readonly RecipeChange[]): { readonly data: unknown; readonly done: readonly RecipeChange[] } {
  return changes.reduce<{ readonly data: unknown; readonly done: readonly RecipeChange[] }>((before, change) => {
    const after = changedAt(before.data, change.path, change.value)
    return after === undefined || after.data === before.data ? before : { data: after.data, done: [...before.done, change] }
  }, { data, done: [] })
}

/** The same object where nothing changes; undefined where the path leads through something that holds nothing. */
function changedAt(data: unknown, [step, ...rest]: RecipePath, value: unknown): { readonly data: unknown } | undefined {
  if (step === undefined) return meaningOfData(data) === meaningOfData(value) ? { data } : { data: value }
  if (data === undefined) return value === undefined ? { data } : changedAt(step === 0 ? [] : new Map(), [step, ...rest], value)
  if (Array.isArray(data)) return typeof step === 'number' && step <= data.length ? changedItem(data, step, rest, value) : undefined
  if (!(data instanceof Map)) return undefined
  const key: unknown = data.has(step) ? step : [...data.keys()].find((one) => String(one) === String(step)) ?? step
  if (rest.length === 0 && value === undefined) return data.has(key) ? { data: new Map([...data].filter(([one]) => one !== key)) } : { data }
  const inner = changedAt(data.get(key), rest, value)
  if (inner === undefined) return undefined
  return inner.data === data.get(key) ? { data } : { data: new Map([...data, [key, inner.data]]) }
}

function changedItem(items: readonly unknown[], place: number, rest: RecipePath, value: unknown): { readonly data: unknown } | undefined {
  if (rest.length === 0 && value === undefined) return place < items.length ? { data: items.toSpliced(place, 1) } : { data: items }
  const inner = changedAt(items[place], rest, value)
  if (inner === undefined) return undefined
  return place < items.length && inner.data === items[place] ? { data: items } : { data: items.toSpliced(place, 1, inner.data) }
}

function entriesOf(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(entriesOf)
  if (data instanceof Map) return { entries: [...data].map(([key, value]) => [String(key), entriesOf(value)]) }
  // What is written as an object stands in the recipe as a mapping.
  return typeof data === 'object' && data !== null ? { entries: Object.entries(data).map(([key, value]) => [key, entriesOf(value)]) } : data
}
