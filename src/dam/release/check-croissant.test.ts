import { expect, test } from 'vitest'
import { checkCroissant } from './check-croissant.ts'
import { croissantOf } from './croissant.ts'
import { describedRelease } from './release.fixture.ts'

/** The document as plain JSON, with one part set or, without a value, taken out. */
function changed(path: readonly (string | number)[], value?: unknown): unknown {
  const document: unknown = JSON.parse(JSON.stringify(croissantOf(describedRelease(3))))
  const last = path.at(-1) ?? ''
  const parent = path.slice(0, -1).reduce((node: unknown, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined), document)
  if (typeof parent !== 'object' || parent === null) throw new Error('no such part')
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else Reflect.set(parent, last, value)
  return document
}

test('the document that croissantOf() writes has no fault', () => expect(checkCroissant(changed(['none'], 1))).toEqual([]))

const FIELD = ['recordSet', 0, 'field', 0] as const
test.each<readonly (string | number)[]>([
  ['@context'], ['@context', 'rai'], ['@type'], ['conformsTo'], ['name'], ['description'], ['license'], ['url'], ['creator'], ['creator', 'name'], ['datePublished'], ['version'], ['citeAs'], ['distribution'], ['recordSet'],
  ['distribution', 0, '@id'], ['distribution', 0, '@type'], ['distribution', 0, 'name'], ['distribution', 0, 'contentUrl'], ['distribution', 0, 'contentSize'], ['distribution', 0, 'encodingFormat'], ['distribution', 0, 'sha256'],
  ['distribution', 3, 'includes'], ['distribution', 3, 'encodingFormat'], ['recordSet', 0, '@id'], ['recordSet', 0, 'name'], ['recordSet', 0, 'field'],
  [...FIELD, '@id'], [...FIELD, 'name'], [...FIELD, 'dataType'], [...FIELD, 'source'], [...FIELD, 'source', 'fileSet'], [...FIELD, 'source', 'extract'], [...FIELD, 'source', 'extract', 'column'],
])('a document without %s %s %s %s %s is refused', (...path) => expect(checkCroissant(changed(path))).not.toEqual([]))

test.each<readonly [readonly (string | number)[], unknown]>([
  [['@context', '@vocab'], 'http://schema.org/'], [['conformsTo'], ['http://mlcommons.org/croissant/1.0']], [['datePublished'], '24 November 2026'], [['version'], '1.0'], [['url'], ''], [['name'], {}],
  [['distribution', 0, 'sha256'], 'A'.repeat(64)], [['distribution', 0, 'contentUrl'], '/absolute.parquet'], [['distribution', 0, 'contentUrl'], 'file:///a'], [['distribution', 1, '@id'], 'data/train-00000-of-00003.parquet'],
  [[...FIELD, 'source', 'fileSet', '@id'], 'nowhere'], [[...FIELD, 'source', 'fileSet', '@id'], 'data/train-00000-of-00003.parquet'], [[...FIELD, 'source', 'fileObject'], { '@id': 'data/train-00000-of-00003.parquet' }], [[...FIELD, '@id'], 'elsewhere/x'], [[...FIELD, 'dataType'], 'sc:Number'],
  [['rai:dataCollection'], ['two', 'texts']], [['rai:dataLimitations'], 'one text'], [['rai:dataBiases'], []], [['rai:unknown'], 'x'],
])('%j as %j is refused', (path, value) => expect(checkCroissant(changed(path, value))).not.toEqual([]))

test('anything but a document is refused', () => {
  for (const other of [undefined, null, 1, 'x', []]) expect(checkCroissant(other)).not.toEqual([])
})
