import type { Principal } from '#platform/auth/principal.ts'
import { serveFile } from '#platform/http/serve-file.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { type MayDownload, refuseDownload } from './decide-download.ts'
import type { ReadVersion, VersionAddress } from './find-version.ts'
import { recordDownload } from './record-download.ts'
import { releasedVersion } from './released-version.ts'

export interface FileRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  /** Within the release, such as `data/train-00000-of-00001.parquet`. */
  readonly path: string
  readonly request: { readonly method: string; readonly headers: Headers }
}

export interface FileNeeds extends ActNeeds {
  readonly readVersion: ReadVersion
  readonly mayDownload: MayDownload
  readonly store: Pick<ObjectStore, 'getRange'>
}

/** What holds rows, or labels out of them; the rest of a release tells of it and may be read by whoever knows of the version. */
const ROWS = /^(?:data|weights|hierarchies)\//

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  parquet: 'application/vnd.apache.parquet', json: 'application/json', jsonld: 'application/ld+json', csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8', yaml: 'application/yaml', html: 'text/html; charset=utf-8', sig: 'application/json',
}

/**
 * Hands out one file of a version, whole or in parts. Whoever takes rows is counted, and noted where they are not open to all.
 *
 * @throws {Refusal} `not-found`, `gone`, `not-ready`, `unauthenticated`, `forbidden`
 */
export async function handOutFile({ principal, address, path, request }: FileRequest, needs: FileNeeds): Promise<Response> {
  const { readVersion, store } = needs
  const version = releasedVersion(await readVersion({ principal, address }))
  // Only a path that the manifest lists leads into the store.
  const file = version.evidence.files.find((one) => one.path === path)
  if (!file) throw new Refusal('not-found', `Version ${version.version} has no file of this name`)
  const holdsRows = ROWS.test(path)
  if (holdsRows) await refuseDownload({ principal, version }, needs)
  const key = `${version.releasePath}/${path}`
  const isImmutable = version.state === 'published'
  const response = serveFile(request, {
    size: file.bytes, etag: file.sha256, modified: version.publishedAt ?? NEVER_PUBLISHED,
    read: (start, end) => chunksOf(store, key, start, end),
  }, {
    name: `${address.slug}-${version.version}-${path.replaceAll('/', '-')}`, contentType: CONTENT_TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    cacheControl: isImmutable && version.dataset.access === 'open' ? 'public, max-age=3600' : 'private, no-cache',
  })
  // Noted before the first byte goes out; a question whether the file is still the same is no download.
  if (holdsRows && request.method === 'GET' && response.ok) await recordDownload({ principal, version, path, isContinuation: response.status === 206 && !startsAtFirstByte(response) }, needs)
  return response
}

const NEVER_PUBLISHED = new Date(0)

async function* chunksOf(store: Pick<ObjectStore, 'getRange'>, key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  const { chunks } = await store.getRange(key, { from: start, to: end - 1 })
  yield* chunks
}

function startsAtFirstByte(response: Response): boolean {
  return response.headers.get('content-range')?.startsWith('bytes 0-') ?? false
}
