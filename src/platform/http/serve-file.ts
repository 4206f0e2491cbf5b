import { randomUUID } from 'node:crypto'
import { type ByteRange, readRanges } from './byte-ranges.ts'
import { attachmentNamed } from './content-disposition.ts'
import { type FileStamp, isRangeCurrent, quoted, weighConditions } from './file-conditions.ts'

/** A file, wherever it lies. */
export interface FileSource extends FileStamp {
  readonly size: number
  /** The bytes from `start` on, `end` not included. Nothing is opened before the first is asked for. */
  read(start: number, end: number): AsyncIterable<Uint8Array>
}

/** How a file is handed out. */
export interface FileAnswer {
  /** What it is called on the disk of whoever gets it, in any script. */
  readonly name: string
  readonly contentType: string
  /** Asked again each time, unless said otherwise. */
  readonly cacheControl?: string
}

/** Lets nothing of a user's file run, should a browser show it after all. */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"

/**
 * Hands out a user's file, always as an attachment: whole, or the parts that a `Range` asks for, or nothing to whoever
 * has it already (RFC 9110, 13 and 14). The bytes are as they lie; nothing is compressed on the way.
 */
export function serveFile(request: { readonly method: string; readonly headers: Headers }, source: FileSource, { name, contentType, cacheControl = 'private, no-cache' }: FileAnswer): Response {
  const headers = new Headers({
    'accept-ranges': 'bytes', 'cache-control': `${cacheControl}, no-transform`, etag: quoted(source), 'last-modified': source.modified.toUTCString(),
    'content-disposition': attachmentNamed(name), 'content-security-policy': SANDBOX,
  })
  const condition = weighConditions(request.headers, source)
  if (condition !== 'send') return new Response(null, { status: condition === 'not-modified' ? 304 : 412, headers })

  const isHead = request.method === 'HEAD'
  // RFC 9110, 14.2: a range means something for GET only.
  const asked = readRanges(isHead || !isRangeCurrent(request.headers.get('if-range'), source) ? undefined : request.headers.get('range') ?? undefined, source.size)
  if (asked.kind === 'unsatisfiable') {
    headers.set('content-range', `bytes */${source.size}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-type', contentType)
  if (asked.kind === 'whole') {
    headers.set('content-length', String(source.size))
    return new Response(isHead ? null : bodyOf(readExactly(source, { start: 0, end: source.size })), { headers })
  }
  const [first, ...others] = asked.parts
  if (others.length > 0) return manyParts(source, asked.parts, headers)
  headers.set('content-range', contentRange(first, source.size))
  headers.set('content-length', String(first.end - first.start))
  return new Response(bodyOf(readExactly(source, first)), { status: 206, headers })
}

function manyParts(source: FileSource, parts: readonly ByteRange[], headers: Headers): Response {
  const boundary = randomUUID()
  const pieces = parts.map((range) => ({
    range, head: Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${headers.get('content-type')}\r\nContent-Range: ${contentRange(range, source.size)}\r\n\r\n`),
  }))
  const end = Buffer.from(`\r\n--${boundary}--\r\n`)
  async function* write(): AsyncGenerator<Uint8Array> {
    for (const { range, head } of pieces) {
      yield head
      yield* readExactly(source, range)
    }
    yield end
  }
  headers.set('content-type', `multipart/byteranges; boundary=${boundary}`)
  headers.set('content-length', String(pieces.reduce((sum, { range, head }) => sum + head.length + range.end - range.start, end.length)))
  return new Response(bodyOf(write()), { status: 206, headers })
}

function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`
}

/** Ends the connection rather than let a file that is shorter or longer than it was pass for whole. */
async function* readExactly(source: FileSource, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  let at = start
  if (start === end) return
  for await (const chunk of source.read(start, end)) {
    at += chunk.byteLength
    if (at > end) break
    yield chunk
  }
  if (at !== end) throw new Error('A file changed while it was handed out')
}

/** Nothing is read before the connection takes it, and the file is closed when the connection goes away. */
function bodyOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() { await chunks.return(undefined) },
  }, { highWaterMark: 0 })
}
