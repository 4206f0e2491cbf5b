import { readS3Answer, unexpected } from './s3-answer.ts'
import type { S3Request } from './s3-requests.ts'

type Send = (request: S3Request) => Promise<Response>

/**
 * Makes an object of parts, which is there when all of them are. When the work fails, the parts are given up.
 *
 * @returns `there` when the object is immutable and there is one already
 */
export async function sendInParts(
  { key, immutable }: { readonly key: string; readonly immutable: boolean },
  { send }: { send: Send },
  work: (part: (content: Pick<S3Request, 'headers' | 'body'>) => Promise<void>) => Promise<void>,
): Promise<'written' | 'there'> {
  const begun = await send({ method: 'POST', key, query: { uploads: '' } })
  const uploadId = begun.ok ? readS3Answer(await begun.text()).text('UploadId') : undefined
  if (uploadId === undefined) throw unexpected('CREATE', begun)
  const etags: string[] = []
  try {
    await work(async (content) => {
      const answer = await send({ method: 'PUT', key, query: { partNumber: `${etags.length + 1}`, uploadId }, ...content })
      // A part that was sent has its etag in the head, one that was copied in the answer.
      const etag = answer.ok ? answer.headers.get('etag') ?? readS3Answer(await answer.text()).text('ETag') : undefined
      if (etag === undefined) throw unexpected('PART', answer)
      etags.push(etag)
    })
    const answer = await send({ method: 'POST', key, query: { uploadId }, body: completion(etags), ...(immutable && { headers: { 'If-None-Match': '*' } }) })
    if (answer.ok && readS3Answer(await answer.text()).text('ETag') !== undefined) return 'written'
    if (answer.status !== 412 && answer.status !== 409) throw unexpected('COMPLETE', answer)
    await send({ method: 'DELETE', key, query: { uploadId } })
    return 'there'
  } catch (fault) {
    await send({ method: 'DELETE', key, query: { uploadId } }).catch(() => {})
    throw fault
  }
}

function completion(etags: readonly string[]): Uint8Array {
  const parts = etags.map((etag, place) => `<Part><PartNumber>${place + 1}</PartNumber><ETag>${etag.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</ETag></Part>`)
  return Buffer.from(`<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</CompleteMultipartUpload>`)
}
