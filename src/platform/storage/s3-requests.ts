import { AwsClient } from 'aws4fetch'
import { createHash } from 'node:crypto'

/** Who asks; from the environment, never from an address. */
export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** Where a bucket is. The address has the bucket in its path, which every S3 server understands. */
export interface S3Place {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
}

/** One request to S3. */
export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** In the bucket; left out for the bucket itself. */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
}

/** A signed request is tried anew so often when the server is busy or does not answer; bodies are in memory, so that it can be. */
const TRIES = 5

/** Signs and sends requests to a bucket. */
export function s3Requests({ endpoint, region, bucket }: S3Place, credentials: S3Credentials): (request: S3Request) => Promise<Response> {
  const client = new AwsClient({
    accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey, service: 's3', region, retries: 0,
    ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
  })
  return async ({ method, key, query = {}, headers = {}, body }) => {
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${encodeSegment(bucket)}${key === undefined ? '' : `/${encodeKey(key)}`}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const init = {
      method,
      headers: { ...headers, 'X-Amz-Content-Sha256': createHash('sha256').update(body ?? '').digest('hex') },
      ...(body && body.byteLength > 0 && { body: new Uint8Array(body) }),
    }
    for (let attempt = 1; ; attempt++) {
      const answer = await client.fetch(url.href, init).catch((fault: unknown) => {
        if (attempt >= TRIES) throw new Error('The object store does not answer', { cause: fault })
        return undefined
      })
      if (answer && (attempt >= TRIES || (answer.status < 500 && answer.status !== 429))) return answer
      await answer?.body?.cancel()
      await new Promise((resolve) => { setTimeout(resolve, 50 * 2 ** attempt) })
    }
  }
}

/** A key as it stands in an address: everything but letters, digits and `-._~/` is encoded, as S3 signs it. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeSegment).join('/')
}

function encodeSegment(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
