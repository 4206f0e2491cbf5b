import { z } from 'zod'
import type { LineageAnswer, LineageNode } from './lineage-answers.ts'
import { shortestEdges } from './shortest-edges.ts'

const Ref = z.object({ '@id': z.string() }).transform((ref) => ref['@id'])
const Refs = z.union([Ref.transform((one) => [one]), z.array(Ref)])
const Kinds = z.union([z.string().transform((one) => [one]), z.array(z.string())])

/** What is read of a node of the provenance; whatever else stands there is left. */
const ProvNode = z.object({
  '@id': z.string(), '@type': Kinds,
  'prov:used': Refs.optional(), 'prov:wasGeneratedBy': Ref.optional(), 'prov:hadMember': Refs.optional(), 'prov:wasAssociatedWith': Ref.optional(),
  'dct:title': z.string().optional(), 'dct:identifier': z.string().optional(),
  'schema:size': z.string().optional(), 'schema:softwareVersion': z.string().optional(), 'dcat:byteSize': z.number().optional(),
  'spdx:checksum': z.object({ 'spdx:checksumValue': z.string() }).optional(),
})
type ProvNode = z.infer<typeof ProvNode>

const Provenance = z.object({ '@graph': z.array(ProvNode) })

/** What the picture has of a node that nothing else is known of. */
export const UNKNOWN: Omit<LineageNode, 'id' | 'kind'> = { act: null, name: null, sha256: null, bytes: null, rowsIn: null, rowsOut: null, startedAt: null, endedAt: null, program: null, use: null, url: null }

/** Where the release is among the nodes. */
export const RELEASE = 'release'

/**
 * The way of a release as its provenance tells it: delivered files and recipe, the acts, the release.
 *
 * An act comes after another where it used what the other made. What an act made lies in the release.
 */
export function readProvenance(document: unknown): Pick<LineageAnswer, 'nodes' | 'edges'> {
  const graph = Provenance.parse(document)['@graph']
  const known = new Map(graph.map((node) => [node['@id'], node]))
  const acts = graph.filter((node) => node['@type'].includes('prov:Activity'))
  const used = acts.flatMap((act) => (act['prov:used'] ?? []).map((id) => ({ act, entity: known.get(id), id })))
  const given = [...new Map(used.filter(({ entity }) => entity?.['prov:wasGeneratedBy'] === undefined).map(({ id, entity }) => [id, entity])).entries()]
  const sources = given.filter(([, entity]) => !entity?.['@type'].includes('prov:Plan'))
  const nodes: LineageNode[] = [
    ...given.map(([id, entity]): LineageNode => (entity?.['@type'].includes('prov:Plan')
      ? { ...UNKNOWN, id, kind: 'recipe' }
      : { ...UNKNOWN, id, kind: 'source', name: String(sources.findIndex(([other]) => other === id) + 1), sha256: entity?.['spdx:checksum']?.['spdx:checksumValue'] ?? null, bytes: entity?.['dcat:byteSize'] ?? null })),
    ...acts.map((act) => actNode(act, graph, known)),
    { ...UNKNOWN, id: RELEASE, kind: 'release' },
  ]
  const edges = [
    ...used.map(({ act, entity, id }) => ({ from: entity?.['prov:wasGeneratedBy'] ?? id, to: act['@id'] })),
    ...acts.filter((act) => makes(act, graph).some((id) => !id.startsWith('#'))).map((act) => ({ from: act['@id'], to: RELEASE })),
  ]
  return { nodes, edges: shortestEdges(edges) }
}

function actNode(act: ProvNode, graph: readonly ProvNode[], known: ReadonlyMap<string, ProvNode>): LineageNode {
  const agent = known.get(act['prov:wasAssociatedWith'] ?? '')
  const program = agent?.['dct:title'] === undefined ? null : `${agent['dct:title']} ${agent['schema:softwareVersion'] ?? ''}`.trim()
  const rowsIn = (act['prov:used'] ?? []).map((id) => rowsOf(known.get(id))).find((rows) => rows !== null) ?? null
  const rowsOut = makes(act, graph).map((id) => rowsOf(known.get(id))).find((rows) => rows !== null) ?? null
  return { ...UNKNOWN, id: act['@id'], kind: 'act', act: act['@id'].replace(/^#/, ''), rowsIn, rowsOut, program }
}

/** Ids of what an act made. */
function makes(act: ProvNode, graph: readonly ProvNode[]): string[] {
  return graph.filter((node) => node['prov:wasGeneratedBy'] === act['@id']).map((node) => node['@id'])
}

function rowsOf(node: ProvNode | undefined): number | null {
  const [, rows] = /^(\d+) rows$/.exec(node?.['schema:size'] ?? '') ?? []
  return rows === undefined ? null : Number(rows)
}
