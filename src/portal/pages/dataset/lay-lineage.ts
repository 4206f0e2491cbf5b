/** A step and what leads to what, by ids. */
interface Graph {
  readonly ids: readonly string[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

interface Place {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where everything stands in the picture, in pixels from its start and top; edges as the corners of a line. */
export interface LineageLayout {
  readonly width: number
  readonly height: number
  readonly places: readonly Place[]
  readonly lines: readonly { readonly from: string; readonly to: string; readonly points: readonly (readonly [x: number, y: number])[] }[]
}

export interface Sizes {
  readonly width: number
  readonly height: number
  /** Between one step and the next. */
  readonly along: number
  /** Between steps side by side. */
  readonly beside: number
}

/** A lane that a long edge takes through a layer in between. */
interface Cell {
  readonly id: string
  readonly isLane: boolean
}

/** From the start to the end: each step one column after all that lead to it, in the middle of its column; long edges get lanes of their own, so that none runs behind a step. */
export function layAcross(graph: Graph, { width, height, along, beside }: Sizes): LineageLayout {
  const layers = layersOf(graph)
  const count = Math.max(-1, ...layers.values()) + 1
  const chains = graph.edges.map(({ from, to }, place) => ({ from, to, cells: lanesBetween(layers.get(from) ?? 0, layers.get(to) ?? 0).map((layer) => ({ id: `lane ${place} ${layer}`, layer })) }))
  const columns = Array.from({ length: count }, (_, layer): Cell[] => [
    ...graph.ids.filter((id) => layers.get(id) === layer).map((id) => ({ id, isLane: false })),
    ...chains.flatMap(({ cells }) => cells.filter((cell) => cell.layer === layer).map(({ id }) => ({ id, isLane: true }))),
  ])
  const links = chains.flatMap(({ from, to, cells }) => {
    const way = [from, ...cells.map(({ id }) => id), to]
    return way.slice(1).map((id, place): readonly [string, string] => [way[place] ?? '', id])
  })
  const ordered = orderColumns(columns, links)
  const heightOf = (column: readonly Cell[]) => column.reduce((sum, { isLane }) => sum + (isLane ? beside : height), 0) + beside * Math.max(0, column.length - 1)
  const whole = Math.max(0, ...ordered.map(heightOf))
  const middles = new Map<string, readonly [number, number]>()
  const places = ordered.flatMap((column, layer) => {
    let y = (whole - heightOf(column)) / 2
    return column.flatMap(({ id, isLane }): Place[] => {
      const size = isLane ? beside : height
      const place = { id, x: layer * (width + along), y, width, height: size }
      middles.set(id, [place.x, y + size / 2])
      y += size + beside
      return isLane ? [] : [place]
    })
  })
  const at = (id: string) => middles.get(id) ?? [0, 0]
  const lines = chains.map(({ from, to, cells }) => {
    const [[fromX, fromY], [toX, toY]] = [at(from), at(to)]
    return { from, to, points: [[fromX + width, fromY] as const, ...cells.flatMap(({ id }) => [at(id), [at(id)[0] + width, at(id)[1]] as const]), [toX, toY] as const] }
  })
  return { width: Math.max(0, count * (width + along) - along), height: whole, places, lines }
}

/** From the top down: one row for each step, and lanes at the start side for edges that pass others. */
export function layDown({ ids, edges }: Graph, { width, height, along }: Pick<Sizes, 'width' | 'height' | 'along'>): LineageLayout {
  const layers = layersOf({ ids, edges })
  const rows = ids.toSorted((one, other) => (layers.get(one) ?? 0) - (layers.get(other) ?? 0))
  const rowOf = new Map(rows.map((id, row) => [id, row]))
  const span = ({ from, to }: Graph['edges'][number]) => [rowOf.get(from) ?? 0, rowOf.get(to) ?? 0] as const
  const long = edges.filter((edge) => span(edge)[1] - span(edge)[0] > 1)
  const lanes = takeLanes(long.map((edge) => ({ key: keyOf(edge, long), rows: span(edge) })))
  const laneWidth = 16
  const start = (Math.max(-1, ...lanes.values()) + 1) * laneWidth
  const y = (row: number) => row * (height + along)
  const places = rows.map((id, row) => ({ id, x: start, y: y(row), width: width - start, height }))
  const lines = edges.map((edge) => {
    const [from, to] = span(edge)
    if (!long.includes(edge)) return { ...edge, points: [[start + 24, y(from) + height], [start + 24, y(to)]] as const }
    const x = start - laneWidth / 2 - (lanes.get(keyOf(edge, long)) ?? 0) * laneWidth
    return { ...edge, points: [[start, y(from) + height * 0.65], [x, y(from) + height * 0.65], [x, y(to) + height * 0.35], [start, y(to) + height * 0.35]] as const }
  })
  return { width, height: Math.max(0, y(rows.length) - along), places, lines }
}

/** The column of each step: after all that lead to it; what nothing leads to stands right before what it leads to. */
function layersOf({ ids, edges }: Graph): ReadonlyMap<string, number> {
  const layers = new Map(ids.map((id) => [id, 0]))
  // As many rounds as there are steps: no way is longer where there is no cycle.
  for (const _ of ids) for (const { from, to } of edges) layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(from) ?? 0) + 1))
  for (const id of ids) {
    const after = edges.filter(({ from }) => from === id).map(({ to }) => layers.get(to) ?? 0)
    if (after.length > 0 && !edges.some(({ to }) => to === id)) layers.set(id, Math.min(...after) - 1)
  }
  return layers
}

function lanesBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from - 1) }, (_, place) => from + 1 + place)
}

/** Each column in the order of the middle of what leads to it, so that few lines cross; the first keeps its own. */
function orderColumns(columns: readonly (readonly Cell[])[], links: readonly (readonly [string, string])[]): (readonly Cell[])[] {
  const places = new Map<string, number>()
  return columns.map((column) => {
    const middleOf = (id: string) => {
      const before = links.filter(([, to]) => to === id).flatMap(([from]) => places.get(from) ?? [])
      return before.length === 0 ? Number.POSITIVE_INFINITY : before.reduce((sum, one) => sum + one, 0) / before.length
    }
    const middles = new Map(column.map(({ id }) => [id, middleOf(id)]))
    const order = (id: string) => middles.get(id) ?? 0
    const ordered = column.toSorted((one, other) => (order(one.id) === order(other.id) ? Number(one.isLane) - Number(other.isLane) : order(one.id) - order(other.id)))
    for (const [place, { id }] of ordered.entries()) places.set(id, (place + 0.5) / ordered.length)
    return ordered
  })
}

/** Edges that part or meet share a lane. */
function keyOf({ from, to }: Graph['edges'][number], long: Graph['edges']): string {
  return long.filter((edge) => edge.from === from).length >= long.filter((edge) => edge.to === to).length ? `from ${from}` : `to ${to}`
}

/** The innermost lane for each key that is free over all its rows. */
function takeLanes(spans: readonly { readonly key: string; readonly rows: readonly [number, number] }[]): ReadonlyMap<string, number> {
  const whole = new Map<string, readonly [number, number]>()
  for (const { key, rows: [from, to] } of spans) whole.set(key, [Math.min(from, whole.get(key)?.[0] ?? from), Math.max(to, whole.get(key)?.[1] ?? to)])
  const taken: (readonly [number, number])[][] = []
  const lanes = new Map<string, number>()
  for (const [key, [from, to]] of [...whole].toSorted(([, one], [, other]) => one[1] - one[0] - (other[1] - other[0]))) {
    const free = taken.findIndex((lane) => lane.every(([begin, end]) => to <= begin || end <= from))
    const lane = free === -1 ? taken.length : free
    taken[lane] = [...taken[lane] ?? [], [from, to]]
    lanes.set(key, lane)
  }
  return lanes
}
