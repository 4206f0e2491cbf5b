/** Pages that end before this place are found by keeping the first ones; each item is mostly compared once. */
const FIRST_PLACES = 200

/**
 * The items at the places `offset` to before `offset + limit` of an order, sorted. `precedes` must tell a strict order
 * without ties.
 *
 * Linear in the number of items, wherever the page is. May change the order of `items`.
 */
export function selectPage(items: Uint32Array, precedes: (left: number, right: number) => boolean, { offset, limit }: { readonly offset: number; readonly limit: number }): Uint32Array {
  const end = Math.min(offset + limit, items.length)
  if (offset >= end) return items.subarray(0, 0)
  if (end <= FIRST_PLACES) return firstOf(items, precedes, end).subarray(offset)
  if (end < items.length) partition(items, precedes, { from: 0, to: items.length - 1, place: end - 1 })
  if (offset > 0) partition(items, precedes, { from: 0, to: end - 1, place: offset })
  return items.subarray(offset, end).toSorted((left, right) => (precedes(left, right) ? -1 : precedes(right, left) ? 1 : 0))
}

/** The first ones, sorted. */
function firstOf(items: Uint32Array, precedes: (left: number, right: number) => boolean, most: number): Uint32Array {
  const first = new Uint32Array(most)
  let count = 0
  for (let at = 0; at < items.length; at++) {
    const item = items[at] ?? 0
    if (count === most && !precedes(item, first[most - 1] ?? 0)) continue
    let place = count < most ? count++ : most - 1
    for (; place > 0 && precedes(item, first[place - 1] ?? 0); place--) first[place] = first[place - 1] ?? 0
    first[place] = item
  }
  return first
}

/** Quickselect: what belongs before a place gets before it, what belongs behind it behind. */
function partition(items: Uint32Array, precedes: (left: number, right: number) => boolean, { from, to, place }: { readonly from: number; readonly to: number; readonly place: number }): void {
  let [low, high] = [from, to]
  while (low < high) {
    const pivot = middleOf(items, precedes, low, high)
    let [left, right] = [low, high]
    while (left <= right) {
      while (precedes(items[left] ?? 0, pivot)) left++
      while (precedes(pivot, items[right] ?? 0)) right--
      if (left <= right) {
        const moved = items[left] ?? 0
        items[left++] = items[right] ?? 0
        items[right--] = moved
      }
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else return
  }
}

/** The middle one of three, so that what is sorted already is not slow. */
function middleOf(items: Uint32Array, precedes: (left: number, right: number) => boolean, low: number, high: number): number {
  const [first, middle, last] = [items[low] ?? 0, items[(low + high) >>> 1] ?? 0, items[high] ?? 0]
  if (precedes(first, middle)) return precedes(middle, last) ? middle : precedes(first, last) ? last : first
  return precedes(first, last) ? first : precedes(middle, last) ? last : middle
}
