import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CitedVersion, citeVersion, permanentAddress } from './cite-version.ts'

const cited: CitedVersion = {
  publisher: 'saeron-city', slug: 'discharges', publisherName: { ko: '새론시', en: 'Saeron City' }, title: { ko: '퇴원 기록', en: 'Hospital discharges' }, version: '1.0.0',
  publishedAt: new Date('2026-01-31T09:00:00Z'), doi: '10.12345/saeron-city.discharges.v1.0.0', address: 'https://dam.example/datasets/saeron-city/discharges/versions/1.0.0',
}

test('citeVersion() writes the five styles', () => {
  expect(Object.fromEntries(citeVersion(cited).map(({ style, text }) => [style, text]))).toEqual({
    apa: 'Saeron City. (2026). Hospital discharges (Version 1.0.0) [Data set]. https://doi.org/10.12345/saeron-city.discharges.v1.0.0',
    chicago: 'Saeron City. 2026. “Hospital discharges.” Version 1.0.0. Data set. Published January 31, 2026. https://doi.org/10.12345/saeron-city.discharges.v1.0.0.',
    bibtex: '@dataset{saeron-city-discharges-1.0.0,\n  author = {{Saeron City}},\n  title = {{Hospital discharges}},\n  year = {2026},\n  version = {1.0.0},\n  publisher = {Saeron City},\n  doi = {10.12345/saeron-city.discharges.v1.0.0},\n  url = {https://dam.example/datasets/saeron-city/discharges/versions/1.0.0}\n}',
    ris: 'TY  - DATA\nAU  - Saeron City\nTI  - Hospital discharges\nPY  - 2026\nDA  - 2026/01/31\nET  - 1.0.0\nPB  - Saeron City\nDO  - 10.12345/saeron-city.discharges.v1.0.0\nUR  - https://dam.example/datasets/saeron-city/discharges/versions/1.0.0\nER  - \n',
    korean: '새론시(2026). 퇴원 기록 (버전 1.0.0) [데이터 세트]. https://doi.org/10.12345/saeron-city.discharges.v1.0.0',
  })
})

test('citeVersion() names the page where there is no identifier', () => {
  for (const { text } of citeVersion({ ...cited, doi: null })) {
    expect(text).toContain('https://dam.example/datasets/saeron-city/discharges/versions/1.0.0')
    expect(text).not.toContain('doi')
  }
})

test('citeVersion() keeps BibTeX balanced and RIS to its fields, for any title', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (title) => {
    const [, , bibtex, ris] = citeVersion({ ...cited, title: { en: title } })
    const count = (sign: string) => bibtex?.text.split(sign).length
    expect(count('{')).toBe(count('}'))
    expect(ris?.text.split(/[\n\r\u0085\u2028\u2029]/).length).toBe(11)
  }))
})

test('permanentAddress() is the page of the version', () => {
  expect(permanentAddress({ publisher: 'c', slug: 'd', version: '1.0.0' }, 'https://dam.example/')).toBe('https://dam.example/datasets/c/d/versions/1.0.0')
})
