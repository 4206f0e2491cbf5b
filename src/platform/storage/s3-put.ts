import { createHash } from 'node:crypto'
import { otherBytes, type PutResult, type PutWish } from './object-store.ts'
import { unexpected } from './s3-answer.ts'
import { sendInParts } from './s3-parts.ts'
import type { S3Request } from './s3-requests.ts'

/** Ten thousand parts at most, so that an object may have 320 GB. */
const PART_BYTES = 32 * 2 ** 20

/** What came of writing to a bucket: `there` when the object was immutable and there was one. */
export interface S3Put {
  readonly outcome: 'written' | 'there'
  readonly result: PutResult
}

/** Writes a stream to a bucket: at once when it is small, else in parts of which one is in memory. */
export async function putToS3(
  { key, chunks, wish, partBytes = PART_BYTES }: { readonly key: string; readonly chunks: AsyncIterable<Uint8Array>; readonly wish: PutWish; readonly partBytes?: number | undefined },
  { send }: { send: (request: S3Request) => Promise<Response> },
): Promise<S3Put> {
  const hash = createHash('sha256')
  let bytes = 0
  let sha256 = ''
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.byteLength
      yield chunk
    }
    sha256 = hash.digest('hex')
    if (wish.sha256 !== undefined && wish.sha256 !== sha256) throw otherBytes()
  }
  const parts = inParts(counted(), partBytes)
  const first = await parts.next()
  const second = await parts.next()
  const immutable = wish.immutable === true
  if (second.done) {
    const answer = await send({ method: 'PUT', key, body: first.value ?? new Uint8Array(), ...(immutable && { headers: { 'If-None-Match': '*' } }) })
    if (answer.ok) return { outcome: 'written', result: { bytes, sha256 } }
    if (immutable && (answer.status === 412 || answer.status === 409)) return { outcome: 'there', result: { bytes, sha256 } }
    throw unexpected('PUT', answer)
  }
  const outcome = await sendInParts({ key, immutable }, { send }, async (part) => {
    await part({ body: first.value ?? new Uint8Array() })
    await part({ body: second.value })
    for await (const body of parts) await part({ body })
  })
  return { outcome, result: { bytes, sha256 } }
}

/** Parts of the same size, but for the last. */
async function* inParts(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    let rest = chunk
    while (bytes + rest.byteLength >= size) {
      const taken = rest.subarray(0, size - bytes)
      yield Buffer.concat([...held, taken])
      held = []
      bytes = 0
      rest = rest.subarray(taken.byteLength)
    }
    if (rest.byteLength > 0) { held.push(rest); bytes += rest.byteLength }
  }
  if (bytes > 0) yield Buffer.concat(held)
  return undefined
}
