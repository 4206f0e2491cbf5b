import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layAcross, layDown, type LineageLayout } from './lay-lineage.ts'

const SIZES = { width: 152, height: 72, along: 32, beside: 16 }
const ACROSS = (graph: Parameters<typeof layAcross>[0]) => layAcross(graph, SIZES)
const DOWN = (graph: Parameters<typeof layDown>[0]) => layDown(graph, { width: 328, height: 64, along: 20 })
const LAYOUTS = [{ name: 'layAcross()', lay: ACROSS, axis: 'x' as const }, { name: 'layDown()', lay: DOWN, axis: 'y' as const }]

/** Graphs without a cycle: each edge leads to a later step. */
const graphs = fc.integer({ min: 0, max: 14 }).chain((count) => fc.record({
  ids: fc.constant(Array.from({ length: count }, (_, place) => `s${place}`)),
  edges: count < 2 ? fc.constant([]) : fc.uniqueArray(fc.tuple(fc.nat(count - 2), fc.nat(count - 1)).filter(([from, to]) => from < to), { maxLength: 24, selector: ([from, to]) => `${from} ${to}` })
    .map((pairs) => pairs.map(([from, to]) => ({ from: `s${from}`, to: `s${to}` }))),
}))

const STORY = {
  ids: ['file', 'recipe', 'collect', 'profile', 'deidentify', 'verify', 'release', 'earlier', 'model', 'paper'],
  edges: [['file', 'collect'], ['collect', 'profile'], ['collect', 'deidentify'], ['recipe', 'deidentify'], ['deidentify', 'verify'], ['profile', 'release'], ['verify', 'release'], ['earlier', 'release'], ['release', 'model'], ['release', 'paper']]
    .map(([from = '', to = '']) => ({ from, to })),
}

function overlaps({ places }: LineageLayout): string[] {
  return places.flatMap((one, index) => places.slice(index + 1).filter((other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height).map((other) => `${one.id} ${other.id}`))
}

test.each(LAYOUTS)('$name: no two steps overlap, all lie within the picture, each once', ({ lay }) => {
  fc.assert(fc.property(graphs, (graph) => {
    const layout = lay(graph)
    expect(overlaps(layout)).toEqual([])
    expect(layout.places.map(({ id }) => id).toSorted()).toEqual([...graph.ids].toSorted())
    for (const { x, y, width, height } of layout.places) expect([x >= 0, y >= 0, x + width <= layout.width, y + height <= layout.height, width > 0]).toEqual([true, true, true, true, true])
  }))
})

test.each(LAYOUTS)('$name: every line begins at the edge of one step and ends at that of another, which stands after it', ({ lay, axis }) => {
  fc.assert(fc.property(graphs, (graph) => {
    const { places, lines } = lay(graph)
    const place = new Map(places.map((one) => [one.id, one]))
    expect(lines.map(({ from, to }) => ({ from, to }))).toEqual(graph.edges)
    for (const { from, to, points } of lines) {
      const [one, other] = [place.get(from), place.get(to)]
      const touches = (spot: readonly [number, number] | undefined, box: typeof one) => box !== undefined && spot !== undefined && spot[0] >= box.x && spot[0] <= box.x + box.width && spot[1] >= box.y && spot[1] <= box.y + box.height
      expect([from, touches(points[0], one), to, touches(points.at(-1), other), (one?.[axis] ?? 0) < (other?.[axis] ?? 0)]).toEqual([from, true, to, true, true])
    }
  }))
})

test('layAcross(): no line runs behind a step that it does not belong to', () => {
  fc.assert(fc.property(graphs, (graph) => {
    const { places, lines } = layAcross(graph, SIZES)
    for (const { from, to, points } of lines) {
      for (const [place, [x, y]] of points.entries()) {
        const [nextX = x, nextY = y] = points[place + 1] ?? []
        // Only the pieces through a column; those between columns cross nothing.
        if (y !== nextY) continue
        const hidden = places.filter((box) => box.id !== from && box.id !== to && x < box.x + box.width && nextX > box.x && y > box.y && y < box.y + box.height)
        expect(hidden).toEqual([])
      }
    }
  }))
})

test('the story of a release reads from files to uses, the version before beside the last step', () => {
  const { places, width } = layAcross(STORY, SIZES)
  const columns = Array.from({ length: 6 }, (_, column) => places.filter(({ x }) => x === column * 184).map(({ id }) => id).toSorted())
  expect(columns).toEqual([['file'], ['collect', 'recipe'], ['deidentify', 'profile'], ['earlier', 'verify'], ['release'], ['model', 'paper']])
  expect(width).toBe(6 * 152 + 5 * 32)
})
