import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCroissant } from './check-croissant.ts'
import { croissantOf } from './croissant.ts'
import { describedRelease, HOSTILE_NAME } from './release.fixture.ts'

test('croissantOf() tags names with their language and fills every required property', () => {
  expect(croissantOf(describedRelease())).toMatchObject({
    '@type': 'sc:Dataset', name: { ko: '퇴원 기록', en: 'Hospital discharges' }, url: 'README.md', license: 'https://creativecommons.org/licenses/by/4.0/',
    datePublished: '2026-11-24', version: '1.0.0', identifier: 'city-health/discharges@1.0.0', creator: { name: 'city-health' },
  })
})

test('one data file is the source of every field; several are one set, and each stands with its hash besides', () => {
  expect(JSON.stringify(croissantOf(describedRelease()))).toContain('"source":{"fileObject":{"@id":"data/train-00000-of-00001.parquet"},"extract":{"column":"나이"}}')
  const many = JSON.stringify(croissantOf(describedRelease(3)))
  expect(many).toContain('"source":{"fileSet":{"@id":"data-files"},"extract":{"column":"나이"}}')
  expect(many.match(/"sha256"/g)).toHaveLength(3)
})

test('a name that cannot stand in an address gets an id by its place, and keeps its name', () => {
  expect(JSON.stringify(croissantOf(describedRelease()))).toContain(`"@id":"records/column-3","name":${JSON.stringify(HOSTILE_NAME)}`)
})

test('croissantOf() is sound and has one field a column, for any names of columns', () => {
  const release = describedRelease()
  const names = fc.uniqueArray(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('column-1', 'column-2', 'column-2_', 'column 1', '나이', 'constructor')), { minLength: 1, maxLength: 8 })
  fc.assert(fc.property(names, (chosen) => {
    const columns = chosen.map((name) => ({ name, type: 'text', role: 'plain', did: 'kept', title: undefined, description: undefined }) as const)
    expect(checkCroissant(JSON.parse(JSON.stringify(croissantOf({ ...release, columns }))))).toEqual([])
  }))
})
