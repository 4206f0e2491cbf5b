import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ProfileReport, QualityReport } from '#dam/dataset/reports.ts'
import { hashFile } from '#platform/storage/hash-file.ts'
import { checkCroissant } from './check-croissant.ts'
import { packageRelease } from './package-release.ts'
import { makeRelease } from './release.fixture.ts'

const made: string[] = []
afterEach(async () => { for (const folder of made.splice(0)) await rm(folder, { recursive: true }) })

async function packaged(shards = 1) {
  const request = await makeRelease(shards)
  made.push(request.folder)
  await packageRelease(request)
  return request
}

const PAPERS = ['README.md', 'croissant.json', 'datapackage.json', 'provenance.jsonld', 'recipe.yaml', 'reports/privacy.json', 'reports/profile.json', 'reports/quality.json']

test('packageRelease() writes every paper beside the data, and nothing else', async () => {
  const { quarantine } = await packaged()
  const files = (await readdir(quarantine, { recursive: true })).toSorted()
  expect(files).toEqual([...PAPERS, 'data', 'data/train-00000-of-00001.parquet', 'reports'].toSorted())
})

test('packageRelease() writes the same bytes for the same request, also over an earlier run', async () => {
  const request = await packaged()
  const hashes = async () => Promise.all(PAPERS.map((path) => hashFile(join(request.quarantine, path))))
  const first = await hashes()
  await packageRelease(request)
  expect(await hashes()).toEqual(first)
  const again = await packaged()
  expect(await Promise.all(PAPERS.map((path) => hashFile(join(again.quarantine, path))))).toEqual(first)
})

test('the papers hold no rare value, no row number and no path of the author\'s machine', async () => {
  const { quarantine } = await packaged()
  for (const path of PAPERS) {
    const text = await readFile(join(quarantine, path), 'utf8')
    expect(`${path}: ${text}`).not.toMatch(/990230|990231|"rare"|\/home\/kim|"rows": \[/)
  }
  expect(await readFile(join(quarantine, 'README.md'), 'utf8')).not.toContain('<script')
})

test('the published reports keep the form of the full ones', async () => {
  const { quarantine } = await packaged()
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(quarantine, path), 'utf8'))
  expect(ProfileReport.parse(await read('reports/profile.json')).columns).toHaveLength(8)
  expect(QualityReport.parse(await read('reports/quality.json')).facts).toHaveLength(1)
})

test('Croissant and data package name every data file with its size and hash', async () => {
  const { quarantine } = await packaged(3)
  const croissant: unknown = JSON.parse(await readFile(join(quarantine, 'croissant.json'), 'utf8'))
  expect(checkCroissant(croissant)).toEqual([])
  const text = await readFile(join(quarantine, 'datapackage.json'), 'utf8')
  for (const shard of ['00000', '00001', '00002']) {
    const path = `data/train-${shard}-of-00003.parquet`
    const { sha256, bytes } = await hashFile(join(quarantine, path))
    expect(text).toContain(`"path": "${path}"`)
    expect(text).toContain(`"bytes": ${bytes},\n      "hash": "sha256:${sha256}"`)
    expect(JSON.stringify(croissant)).toContain(`"contentUrl":"${path}","contentSize":"${bytes} B","encodingFormat":"application/x-parquet","sha256":"${sha256}"`)
  }
})

test('packageRelease() throws when a data file is missing', async () => {
  const request = await makeRelease()
  made.push(request.folder)
  await rm(join(request.quarantine, 'data'), { recursive: true })
  await expect(packageRelease(request)).rejects.toThrow('ENOENT')
})
