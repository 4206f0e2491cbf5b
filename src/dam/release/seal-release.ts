import { createPublicKey, sign, type KeyObject } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CollectReport, Manifest, VerificationReport } from '#dam/dataset/reports.ts'
import type { Column } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import { Refusal } from '#platform/refusal.ts'
import { syncToDisk, writeDurably } from '#platform/storage/durable-file.ts'
import { hashFile } from '#platform/storage/hash-file.ts'
import { listFiles } from '#platform/storage/list-files.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import { jsonText } from './json-text.ts'

/** A packaged release that the verifier has passed. */
export interface SealRequest {
  readonly quarantine: string
  readonly recipe: Recipe
  /** Date of publication, YYYY-MM-DD. */
  readonly date: string
  readonly collect: CollectReport
  /** Data files, relative to the quarantine. */
  readonly files: readonly { readonly path: string; readonly rows: number }[]
  readonly columns: readonly Column[]
  readonly verification: VerificationReport
  /** The page that `renderReport` wrote. */
  readonly reportHtml: string
  readonly programVersion: string
  /** Ed25519. */
  readonly signingKey: KeyObject
}

/**
 * Closes a release: adds the verifier's report and the page, lists every file with its hash, and signs the list.
 * Afterwards all of it is on the disk, not only in its cache. The same request gives the same bytes.
 *
 * @throws {Refusal} `promise-failed` when the verification did not pass; `no-space`, `not-writable`
 */
export async function sealRelease(request: SealRequest): Promise<void> {
  const { quarantine, verification, reportHtml, signingKey } = request
  if (verification.verdict !== 'passed') throw new Refusal('promise-failed', 'The release is not sealed, because its verification failed; see the failed checks, then change the recipe or the data')
  try {
    await mkdir(join(quarantine, 'reports'), { recursive: true })
    await writeDurably(join(quarantine, 'reports/verification.json'), jsonText(verification))
    await writeDurably(join(quarantine, 'report.html'), reportHtml)
    const manifest = jsonText(await listRelease(request))
    await writeDurably(join(quarantine, 'manifest.json'), manifest)
    await writeDurably(join(quarantine, 'manifest.sig'), jsonText(signatureOf(manifest, signingKey)))
    const paths = await listFiles(quarantine)
    for (const path of paths) await syncToDisk(join(quarantine, path))
    for (const folder of foldersOf(paths)) await syncToDisk(join(quarantine, folder))
  } catch (fault) {
    refuseStorageFault(fault, 'The seal of the release')
  }
}

const UNLISTED: ReadonlySet<string> = new Set(['manifest.json', 'manifest.sig'])

async function listRelease({ quarantine, recipe, date, collect, files, columns, programVersion }: SealRequest): Promise<Manifest> {
  const rows = new Map(files.map((file) => [file.path, file.rows]))
  const listed: Manifest['files'][number][] = []
  for (const path of await listFiles(quarantine)) {
    if (UNLISTED.has(path)) continue
    const { bytes, sha256 } = await hashFile(join(quarantine, path))
    const counted = rows.get(path)
    listed.push({ path, bytes, sha256, ...(counted !== undefined && { rows: counted }) })
  }
  return {
    datadam: 1,
    name: recipe.dataset.name,
    version: recipe.release.version,
    date,
    rows: files.reduce((all, file) => all + file.rows, 0),
    files: listed,
    columns: columns.map(({ name, type }) => ({ name, type })),
    sources: collect.originals.map(({ sha256, bytes }) => ({ sha256, bytes })),
    programs: { datadam: programVersion },
  }
}

function signatureOf(manifest: string, key: KeyObject): { readonly algorithm: 'Ed25519'; readonly publicKey: string; readonly signature: string } {
  return {
    algorithm: 'Ed25519',
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
    signature: sign(null, Buffer.from(manifest), key).toString('base64'),
  }
}

function foldersOf(paths: readonly string[]): readonly string[] {
  return [...new Set(['.', ...paths.map((path) => dirname(path))])]
}
