// As much of S3 as the object store uses, in memory, over HTTP, with every signature computed anew from the bytes that arrived.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { S3Credentials } from './s3-requests.ts'

/** A bucket that is gone when it is closed. */
export interface S3Simulator {
  readonly endpoint: string
  /** What was asked, such as `PUT a.csv`, with the query's names. */
  readonly asked: string[]
  /** How many multipart uploads are neither completed nor given up. */
  open(): number
  /** Answers the next request with this status. */
  failNext(status: number): void
  close(): Promise<void>
}

interface Stored { readonly body: Buffer; readonly etag: string }
interface Answer { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string | Buffer }
interface Asked { readonly method: string; readonly key: string; readonly query: URLSearchParams; readonly headers: IncomingMessage['headers']; readonly body: Buffer }

const PAGE = 3

/** Starts one. Its listings have three keys a page, and its region is `test-1`. */
export async function startS3Simulator(bucket: string, credentials: S3Credentials): Promise<S3Simulator> {
  const objects = new Map<string, Stored>()
  const uploads = new Map<string, Map<number, Stored>>()
  const asked: string[] = []
  let failure: number | undefined
  const server = createServer((request, response) => {
    const answerBody = (body: Buffer): void => {
      const url = new URL(request.url ?? '/', 'http://simulator')
      const path = decodeURIComponent(url.pathname).slice(1)
      const key = path.slice(bucket.length + 1)
      asked.push(`${request.method} ${key} ${[...url.searchParams.keys()].join()}`.trim())
      const isOurs = path === bucket || path.startsWith(`${bucket}/`)
      const told: Asked = { method: request.method ?? '', key, query: url.searchParams, headers: request.headers, body }
      const status = failure
      failure = undefined
      const answer = status !== undefined ? { status } : !isSigned(request, url, body, credentials) ? { status: 403 } : !isOurs ? { status: 404 } : answerTo(told, { objects, uploads, bucket })
      response.writeHead(answer.status, { ...answer.headers, ...(request.method !== 'HEAD' && { 'content-length': Buffer.byteLength(answer.body ?? '') }) })
      response.end(request.method === 'HEAD' ? undefined : answer.body)
    }
    buffer(request).then(answerBody, () => { response.destroy() })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    asked,
    open: () => uploads.size,
    failNext(status) { failure = status },
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve() }) }),
  }
}

function answerTo(asked: Asked, state: { objects: Map<string, Stored>; uploads: Map<string, Map<number, Stored>>; bucket: string }): Answer {
  const { method, key, query, headers } = asked
  const { objects, uploads } = state
  if (key === '' && query.get('list-type') === '2') return list(query, objects)
  if (method === 'POST' && query.has('uploads')) {
    const id = randomUUID()
    uploads.set(id, new Map())
    return { status: 200, body: `<?xml version="1.0"?><InitiateMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` }
  }
  const uploadId = query.get('uploadId')
  if (uploadId !== null) return multipart(asked, uploadId, state)
  if (method === 'PUT') {
    if (headers['if-none-match'] === '*' && objects.has(key)) return { status: 412 }
    const stored = contentOf(asked, state)
    if (!stored) return { status: 404 }
    objects.set(key, stored)
    return headers['x-amz-copy-source'] === undefined ? { status: 200, headers: { etag: stored.etag } } : { status: 200, body: `<CopyObjectResult><ETag>&quot;1&quot;</ETag></CopyObjectResult>` }
  }
  if (method === 'DELETE') { objects.delete(key); return { status: 204 } }
  const stored = objects.get(key)
  if (!stored) return { status: 404 }
  if (headers['if-match'] !== undefined && headers['if-match'] !== stored.etag) return { status: 412 }
  if (method === 'HEAD') return { status: 200, headers: { etag: stored.etag, 'content-length': String(stored.body.byteLength) } }
  const part = partOf(headers.range, stored.body)
  return part ? { status: 206, headers: { etag: stored.etag }, body: part } : { status: 200, headers: { etag: stored.etag }, body: stored.body }
}

function multipart(asked: Asked, id: string, { objects, uploads, bucket }: { objects: Map<string, Stored>; uploads: Map<string, Map<number, Stored>>; bucket: string }): Answer {
  const { method, key, query, headers, body } = asked
  const parts = uploads.get(id)
  if (!parts) return { status: 404 }
  if (method === 'DELETE') { uploads.delete(id); return { status: 204 } }
  if (method === 'PUT') {
    const stored = contentOf(asked, { objects, bucket })
    if (!stored) return { status: 404 }
    parts.set(Number(query.get('partNumber')), stored)
    return headers['x-amz-copy-source'] === undefined ? { status: 200, headers: { etag: stored.etag } } : { status: 200, body: `<CopyPartResult><ETag>${stored.etag.replaceAll('"', '&quot;')}</ETag></CopyPartResult>` }
  }
  const wanted = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>(.*?)<\/ETag>/g)]
  const isWhole = wanted.length === parts.size && wanted.every(([, number, etag], place) => Number(number) === place + 1 && parts.get(place + 1)?.etag === etag?.replaceAll('&quot;', '"'))
  if (!isWhole) return { status: 400 }
  if (headers['if-none-match'] === '*' && objects.has(key)) return { status: 412 }
  const whole = Buffer.concat([...parts].toSorted(([a], [b]) => a - b).map(([, part]) => part.body))
  objects.set(key, storedOf(whole))
  uploads.delete(id)
  return { status: 200, body: '<CompleteMultipartUploadResult><ETag>&quot;2&quot;</ETag></CompleteMultipartUploadResult>' }
}

function contentOf({ headers, body }: Asked, { objects, bucket }: { objects: Map<string, Stored>; bucket: string }): Stored | undefined {
  const source = headers['x-amz-copy-source']
  if (typeof source !== 'string') return storedOf(body)
  const stored = objects.get(decodeURIComponent(source).slice(bucket.length + 2))
  const range = headers['x-amz-copy-source-range']
  return stored && storedOf(partOf(typeof range === 'string' ? range : undefined, stored.body) ?? stored.body)
}

function storedOf(body: Buffer): Stored {
  return { body, etag: `"${createHash('md5').update(body).digest('hex')}"` }
}

function partOf(range: string | undefined, body: Buffer): Buffer | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  return from === undefined ? undefined : body.subarray(Number(from), Number(to) + 1)
}

function list(query: URLSearchParams, objects: ReadonlyMap<string, Stored>): Answer {
  const after = query.get('continuation-token')
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const from = after === null ? 0 : keys.indexOf(after) + 1
  const page = keys.slice(from, from + PAGE)
  const more = from + PAGE < keys.length
  const contents = page.map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key><Size>${objects.get(key)?.body.byteLength}</Size><ETag>${objects.get(key)?.etag.replaceAll('"', '&quot;')}</ETag><Owner><ID>1</ID></Owner></Contents>`)
  return { status: 200, body: `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join('')}${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}</ListBucketResult>` }
}

/** Signature version 4, computed from the request line as it arrived. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer, { accessKeyId, secretAccessKey }: S3Credentials): boolean {
  const [, credential = '', signed = '', signature] = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '') ?? []
  const [id, day = '', region = '', service = '', end] = credential.split('/')
  const told = request.headers['x-amz-content-sha256']
  if (id !== accessKeyId || region !== 'test-1' || service !== 's3' || end !== 'aws4_request' || told !== createHash('sha256').update(body).digest('hex')) return false
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signed.split(';').includes(name))) return false
  const strict = (text: string): string => encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  const path = decodeURIComponent(url.pathname).split('/').map(strict).join('/')
  const search = [...url.searchParams].map((pair) => pair.map(strict).join('=')).toSorted().join('&')
  const lines = signed.split(';').map((name) => `${name}:${String(request.headers[name]).replaceAll(/\s+/g, ' ').trim()}\n`)
  const canonical = [request.method, path, search, lines.join(''), signed, told].join('\n')
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>((held, word) => createHmac('sha256', held).update(word).digest(), `AWS4${secretAccessKey}`)
  return createHmac('sha256', key).update(text).digest('hex') === signature
}
