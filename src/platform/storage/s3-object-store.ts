import { createHash } from 'node:crypto'
import { checkKey, checkPrefix, checkRange, isThereAlready, noSuchObject, type ObjectHead, type ObjectStore } from './object-store.ts'
import { readS3Answer, unexpected } from './s3-answer.ts'
import { sendInParts } from './s3-parts.ts'
import { encodeKey, type S3Credentials, type S3Place, s3Requests } from './s3-requests.ts'
import { putToS3 } from './s3-put.ts'

/** The largest object that S3 copies in one request, and the largest part of a copy. */
const LARGEST_COPY_BYTES = 5 * 2 ** 30

/** How S3 is used, for tests of what else would take gigabytes. */
export interface S3Sizes {
  readonly partBytes?: number
  readonly copyBytes?: number
}

/** Objects in a bucket, below a prefix. Large ones are sent in parts, and are there when all parts are. */
export function s3ObjectStore(place: S3Place & { readonly prefix: string }, credentials: S3Credentials, sizes: S3Sizes = {}): ObjectStore {
  const send = s3Requests(place, credentials)
  const prefix = place.prefix === '' ? '' : `${checkKey(place.prefix)}/`
  const inBucket = (key: string): string => `${prefix}${checkKey(key)}`

  async function head(key: string): Promise<ObjectHead | undefined> {
    const answer = await send({ method: 'HEAD', key: inBucket(key) })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw unexpected('HEAD', answer)
    return { key: checkKey(key), bytes: Number(answer.headers.get('content-length')), etag: answer.headers.get('etag') ?? '' }
  }

  const store: ObjectStore = {
    head,
    async putStream(key, chunks, wish = {}) {
      const put = await putToS3({ key: inBucket(key), chunks, wish, partBytes: sizes.partBytes }, { send })
      if (put.outcome === 'written') return put.result
      const { chunks: there } = await store.getRange(key)
      const hash = createHash('sha256')
      for await (const chunk of there) hash.update(chunk)
      if (hash.digest('hex') !== put.result.sha256) throw isThereAlready()
      return put.result
    },
    async getRange(key, range) {
      const found = await head(key)
      if (!found) throw noSuchObject()
      const part = range && checkRange(range, found.bytes)
      // Should the object be replaced in between, the etag tells.
      const answer = await send({ method: 'GET', key: inBucket(key), headers: { ...(found.etag !== '' && { 'If-Match': found.etag }), ...(part && { Range: `bytes=${part.from}-${part.to}` }) } })
      if (answer.status === 404) throw noSuchObject()
      if (answer.status !== (part ? 206 : 200)) throw unexpected('GET', answer)
      return { head: found, chunks: answer.body ?? nothing() }
    },
    async *list(wanted) {
      let token: string | undefined
      do {
        const query = { 'list-type': '2', prefix: `${prefix}${checkPrefix(wanted)}`, 'encoding-type': 'url', ...(token !== undefined && { 'continuation-token': token }) }
        const answer = await send({ method: 'GET', query })
        if (!answer.ok) throw unexpected('LIST', answer)
        const page = readS3Answer(await answer.text())
        for (const found of page.records('Contents')) {
          const key = decodeURIComponent((found.get('Key') ?? '').replaceAll('+', ' '))
          yield { key: key.slice(prefix.length), bytes: Number(found.get('Size')), etag: found.get('ETag') ?? '' }
        }
        token = page.text('IsTruncated') === 'true' ? page.text('NextContinuationToken') : undefined
      } while (token !== undefined)
    },
    async delete(key) {
      const answer = await send({ method: 'DELETE', key: inBucket(key) })
      if (!answer.ok && answer.status !== 404) throw unexpected('DELETE', answer)
    },
    async copy(from, to) {
      const source = await head(from)
      if (!source) throw noSuchObject()
      if (await head(to)) throw isThereAlready()
      const headers = { 'x-amz-copy-source': `/${encodeKey(`${place.bucket}/${inBucket(from)}`)}` }
      if (source.bytes > (sizes.copyBytes ?? LARGEST_COPY_BYTES)) return copyInParts(inBucket(to), source.bytes, headers)
      const answer = await send({ method: 'PUT', key: inBucket(to), headers })
      // A copy that failed on its way is told in an answer that began as a success.
      if (!answer.ok || readS3Answer(await answer.text()).text('ETag') === undefined) throw unexpected('COPY', answer)
    },
  }

  async function copyInParts(to: string, bytes: number, headers: Readonly<Record<string, string>>): Promise<void> {
    const size = sizes.copyBytes ?? LARGEST_COPY_BYTES
    await sendInParts({ key: to, immutable: false }, { send }, async (part) => {
      for (let start = 0; start < bytes; start += size) await part({ headers: { ...headers, 'x-amz-copy-source-range': `bytes=${start}-${Math.min(start + size, bytes) - 1}` } })
    })
  }
  return store
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body has no chunks.
}
