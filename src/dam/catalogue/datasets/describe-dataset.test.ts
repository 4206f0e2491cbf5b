import { expect, test } from 'vitest'
import { type DatasetRow, describeDataset, describeVersion } from './describe-dataset.ts'

const version = { version: '1.0.0', state: 'published' as const, rows: 400, bytes: 1234, published_at: new Date('2026-01-31T09:00:00Z'), withdrawn_because: null }
const row: DatasetRow = {
  publisher_slug: 'city', publisher_name: { ko: '새론시' }, slug: 'discharges', access: 'open', followers: 2, downloads: 7, created_at: new Date('2026-01-01T00:00:00Z'),
  details: { title: { ko: '퇴원 기록' }, description: {}, keywords: ['hospital'], domain: 'health', licence: { id: 'CC0-1.0', territory: null, mayRedistribute: true, mustAttribute: false, expires: null }, contact: 'a@example.org', access: 'open', language: ['ko'] },
  face: null, ...version,
}

test('describeVersion() writes times as text', () => {
  expect(describeVersion(version)).toEqual({ version: '1.0.0', state: 'published', rows: 400, bytes: 1234, publishedAt: '2026-01-31T09:00:00.000Z', withdrawnBecause: null })
})

test('describeDataset() tells the newest version, and null where there is none', () => {
  expect(describeDataset(row)).toEqual({
    publisher: { slug: 'city', name: { ko: '새론시' } }, slug: 'discharges', title: { ko: '퇴원 기록' }, description: {}, keywords: ['hospital'], domain: 'health', licence: 'CC0-1.0', access: 'open',
    latest: describeVersion(version), downloads: 7, followers: 2, createdAt: '2026-01-01T00:00:00.000Z', face: [],
  })
  expect(describeDataset({ ...row, version: null, state: null, rows: null, bytes: null, published_at: null }).latest).toBeNull()
})
