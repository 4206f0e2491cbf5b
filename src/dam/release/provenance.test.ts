import { expect, test } from 'vitest'
import { z } from 'zod'
import { provenanceOf } from './provenance.ts'
import { describedRelease } from './release.fixture.ts'

const Graph = z.object({ '@graph': z.array(z.looseObject({ '@id': z.string() })) })

test('provenanceOf() leads from the delivered bytes to each released file', () => {
  const text = JSON.stringify(provenanceOf(describedRelease(3)))
  expect(text).toContain(`"@id":"#original-1","@type":"prov:Entity","dct:title":"Delivered file 1","dcat:byteSize":1234`)
  expect(text).toContain('a'.repeat(64))
  expect(text).toContain('"prov:hadMember":[{"@id":"data/train-00000-of-00003.parquet"}')
  expect(text).not.toContain('discharges.csv')
})

test('every id that is spoken of stands in the graph, once', () => {
  const nodes = Graph.parse(provenanceOf(describedRelease(3)))['@graph']
  const ids = nodes.map((node) => node['@id'])
  expect(new Set(ids).size).toBe(ids.length)
  const spoken = [...JSON.stringify(nodes).matchAll(/\{"@id":"([^"]+)"\}/g)].map(([, id]) => id).filter((id) => !id?.startsWith('spdx:'))
  for (const id of spoken) expect(ids).toContain(id)
})
