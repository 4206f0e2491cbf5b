import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#platform/refusal.ts'
import type { Door } from './door.ts'
import { weighConditions } from './file-conditions.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.map': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.webp': 'image/webp', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
}

/** Below this nothing is won by compressing. */
const SMALLEST_COMPRESSED_BYTES = 1000
const COMPRESSED = new Set(['.js', '.css', '.json', '.map', '.svg', '.txt', '.webmanifest'])

/** Vite writes a hash of the content into these names, so they never change. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/

interface PortalFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
  readonly type: string
  readonly cacheControl: string
  readonly isCompressible: boolean
}

/** The built portal, held in memory: it is small, and a path can name nothing but what was there at the start. */
export interface PortalFiles {
  readonly index: PortalFile | undefined
  readonly files: ReadonlyMap<string, PortalFile>
}

/** Reads the folder that the portal was built into; where there is none, the portal says so. */
export async function loadPortalFiles(folder: string): Promise<PortalFiles> {
  const entries = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : []
  const files = new Map<string, PortalFile>()
  for (const entry of entries.filter((one) => one.isFile())) {
    const place = join(entry.parentPath, entry.name)
    const path = `/${place.slice(folder.length).split(sep).filter(Boolean).join('/')}`
    const bytes = new Uint8Array(await readFile(place))
    const extension = extname(path)
    files.set(path, {
      bytes, etag: createHash('sha256').update(bytes).digest('base64url'), type: TYPES[extension] ?? 'application/octet-stream',
      cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, no-cache',
      isCompressible: COMPRESSED.has(extension) && bytes.length >= SMALLEST_COMPRESSED_BYTES,
    })
  }
  const index = files.get('/index.html')
  files.delete('/index.html')
  return { index, files }
}

/** Hands out the portal: its files by their names, and its page for every other address, for the page finds its way by itself. */
export function servePortal({ index, files }: PortalFiles): MiddlewareHandler<Door> {
  const compressed = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  const compressOnce = (file: PortalFile, encoding: Encoding) => {
    const key = `${encoding} ${file.etag}`
    const made = compressed.get(key) ?? compress(file.bytes, encoding)
    compressed.set(key, made)
    return made
  }
  return async (c) => {
    const { path } = c.req
    const file = files.get(path)
    if (file === undefined) {
      if (path.startsWith('/api/') || path.startsWith('/assets/')) throw new Refusal('not-found', 'Nothing is at this address')
      if (index === undefined) throw new Refusal('not-found', 'The portal is not built; build it, then start again')
      return new Response(index.bytes, { headers: { 'content-type': index.type, 'cache-control': 'no-store' } })
    }
    const encoding = file.isCompressible ? encodingFor(c.req.header('accept-encoding')) : undefined
    const etag = encoding === undefined ? file.etag : `${file.etag}.${encoding}`
    const headers = { 'content-type': file.type, 'cache-control': file.cacheControl, etag: `"${etag}"`, ...(file.isCompressible && { vary: 'Accept-Encoding' }), ...(encoding && { 'content-encoding': encoding }) }
    if (weighConditions(c.req.raw.headers, { etag, modified: new Date(Number.NaN) }) === 'not-modified') return new Response(null, { status: 304, headers })
    return new Response(encoding === undefined ? file.bytes : await compressOnce(file, encoding), { headers })
  }
}

type Encoding = 'br' | 'gzip'

function encodingFor(accepted = ''): Encoding | undefined {
  const words = new Set(accepted.split(',').filter((word) => !/;\s*q=0(\.0*)?\s*$/.test(word)).map((word) => (word.split(';')[0] ?? '').trim().toLowerCase()))
  if (words.has('br')) return 'br'
  return words.has('gzip') ? 'gzip' : undefined
}

async function compress(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  // Quality 9 of 11: react-dom takes 99 kB in 0.3 s, at 11 it would take 90 kB in 3.6 s.
  const packed = encoding === 'br' ? await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : await promisify(gzip)(bytes)
  return new Uint8Array(packed)
}
