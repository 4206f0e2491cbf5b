import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { Manifest } from '#dam/dataset/reports.ts'
import { hashFile } from '#platform/storage/hash-file.ts'
import { listFiles } from '#platform/storage/list-files.ts'
import { packageRelease } from './package-release.ts'
import { makeRelease, PASSED } from './release.fixture.ts'
import { sealRelease } from './seal-release.ts'

const signingKey = generateKeyPairSync('ed25519').privateKey
const Signature = z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: z.base64(), signature: z.base64() })

async function toSeal() {
  const request = await makeRelease(2)
  onTestFinished(() => rm(request.folder, { recursive: true }))
  await packageRelease(request)
  return { ...request, verification: PASSED, reportHtml: '<!doctype html><title>퇴원 기록</title>', signingKey }
}

test('sealRelease() lists every file but the list and its signature, sorted, with its hash, and rows for data', async () => {
  const request = await toSeal()
  await sealRelease(request)
  const manifest = Manifest.parse(JSON.parse(await readFile(join(request.quarantine, 'manifest.json'), 'utf8')))
  const paths = (await listFiles(request.quarantine)).filter((path) => !path.startsWith('manifest.'))
  expect(manifest.files.map(({ path }) => path)).toEqual(paths)
  expect(paths).toEqual(expect.arrayContaining(['report.html', 'reports/verification.json']))
  for (const { path, bytes, sha256 } of manifest.files) expect({ bytes, sha256 }).toEqual(await hashFile(join(request.quarantine, path)))
  expect(manifest.files.filter(({ rows }) => rows !== undefined).map(({ path, rows }) => [path, rows])).toEqual([['data/train-00000-of-00002.parquet', 20], ['data/train-00001-of-00002.parquet', 20]])
  expect(manifest).toMatchObject({ datadam: 1, name: 'city-health/discharges', version: '1.0.0', date: '2026-11-24', rows: 40, sources: [{ sha256: 'a'.repeat(64), bytes: 1234 }], programs: { datadam: '0.1.0' } })
})

test('the signature is Ed25519 over the bytes of the manifest, and fails for any other', async () => {
  const request = await toSeal()
  await sealRelease(request)
  const manifest = await readFile(join(request.quarantine, 'manifest.json'))
  const { publicKey, signature } = Signature.parse(JSON.parse(await readFile(join(request.quarantine, 'manifest.sig'), 'utf8')))
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
  expect(verify(null, manifest, key, Buffer.from(signature, 'base64'))).toBe(true)
  manifest[10] = 0
  expect(verify(null, manifest, key, Buffer.from(signature, 'base64'))).toBe(false)
})

test('sealRelease() gives the same bytes again, also over an earlier seal', async () => {
  const request = await toSeal()
  await sealRelease(request)
  const first = await readFile(join(request.quarantine, 'manifest.sig'), 'utf8')
  await sealRelease(request)
  expect(await readFile(join(request.quarantine, 'manifest.sig'), 'utf8')).toBe(first)
})

test('a release whose verification failed is not sealed', async () => {
  const request = await toSeal()
  await expect(sealRelease({ ...request, verification: { ...PASSED, verdict: 'failed' } })).rejects.toMatchObject({ code: 'promise-failed' })
  expect(await listFiles(request.quarantine)).not.toContain('manifest.json')
})

test('a link in the release stops the seal', async () => {
  const request = await toSeal()
  await symlink('/etc/hosts', join(request.quarantine, 'data', 'hosts'))
  await expect(sealRelease(request)).rejects.toThrow('neither a file nor a folder')
})
