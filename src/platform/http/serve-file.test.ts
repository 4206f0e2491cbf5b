import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FileSource, serveFile } from './serve-file.ts'

const modified = new Date('2026-01-31T12:00:00Z')

/** A file of bytes in memory, read three bytes at a time. */
function fileOf(bytes: Uint8Array): FileSource & { isOpen: boolean } {
  const source = {
    size: bytes.length, etag: 'abc', modified, isOpen: false,
    async* read(start: number, end: number) {
      source.isOpen = true
      try {
        for (let at = start; at < end; at += 3) yield bytes.slice(at, Math.min(end, at + 3))
      } finally {
        source.isOpen = false
      }
    },
  }
  return source
}

const answer = { name: '방문.csv', contentType: 'text/csv' }
const asks = (headers: Record<string, string> = {}, method = 'GET') => ({ method, headers: new Headers(headers) })
const digits = new TextEncoder().encode('0123456789')

test('a file is handed out whole, as an attachment that runs nothing', async () => {
  const got = serveFile(asks(), fileOf(digits), answer)
  expect([got.status, await got.text()]).toEqual([200, '0123456789'])
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'text/csv', 'content-length': '10', etag: '"abc"', 'last-modified': 'Sat, 31 Jan 2026 12:00:00 GMT', 'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache, no-transform', 'content-disposition': expect.stringMatching(/^attachment; /), 'content-security-policy': expect.stringContaining('sandbox'),
  })
})

test('HEAD tells of the whole file and opens nothing', async () => {
  const file = fileOf(digits)
  const got = serveFile(asks({ range: 'bytes=0-1' }, 'HEAD'), file, answer)
  expect([got.status, got.headers.get('content-length'), await got.text(), file.isOpen]).toEqual([200, '10', '', false])
})

test('one range is a part, several are parts, none is 416', async () => {
  const one = serveFile(asks({ range: 'bytes=2-4' }), fileOf(digits), answer)
  expect([one.status, one.headers.get('content-range'), one.headers.get('content-length'), await one.text()]).toEqual([206, 'bytes 2-4/10', '3', '234'])
  const none = serveFile(asks({ range: 'bytes=10-' }), fileOf(digits), answer)
  expect([none.status, none.headers.get('content-range'), none.headers.has('content-type')]).toEqual([416, 'bytes */10', false])
  const two = serveFile(asks({ range: 'bytes=0-1,-2' }), fileOf(digits), answer)
  const [, boundary = ''] = /^multipart\/byteranges; boundary=(.+)$/.exec(two.headers.get('content-type') ?? '') ?? []
  expect((await two.text()).replaceAll(boundary, 'B')).toBe('\r\n--B\r\nContent-Type: text/csv\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n--B\r\nContent-Type: text/csv\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--B--\r\n')
})

test('whoever has the file gets nothing, and a part only of the file that was begun', async () => {
  expect(serveFile(asks({ 'if-none-match': '"abc"' }), fileOf(digits), answer).status).toBe(304)
  expect(serveFile(asks({ 'if-match': '"old"' }), fileOf(digits), answer).status).toBe(412)
  expect(serveFile(asks({ range: 'bytes=0-1', 'if-range': '"abc"' }), fileOf(digits), answer).status).toBe(206)
  const anew = serveFile(asks({ range: 'bytes=0-1', 'if-range': '"old"' }), fileOf(digits), answer)
  expect([anew.status, await anew.text()]).toEqual([200, '0123456789'])
})

test('any ranges of any file give exactly the bytes of the slices, or 416, or the whole', async () => {
  const offset = fc.nat(25)
  const one = fc.oneof(
    fc.tuple(offset, fc.nat(25)).map(([from, more]) => ({ text: `${from}-${from + more}`, slice: (bytes: Uint8Array) => bytes.slice(from, from + more + 1) })),
    offset.map((from) => ({ text: `${from}-`, slice: (bytes: Uint8Array) => bytes.slice(from) })),
    fc.integer({ min: 1, max: 25 }).map((last) => ({ text: `-${last}`, slice: (bytes: Uint8Array) => bytes.slice(-last) })),
  )
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 20 }), fc.array(one, { minLength: 1, maxLength: 5 }), async (bytes, ranges) => {
    const got = serveFile(asks({ range: `bytes=${ranges.map(({ text }) => text).join(', ')}` }), fileOf(bytes), answer)
    const body = Buffer.from(await got.arrayBuffer())
    const wanted = ranges.map(({ slice }) => Buffer.from(slice(bytes))).filter(({ length }) => length > 0)
    const wantedBytes = wanted.reduce((sum, { length }) => sum + length, 0)
    // The whole is sent instead only where the parts would be more, or where nothing can be cut out of an empty file.
    const whole = got.status === 200 && (bytes.length === 0 || wantedBytes > bytes.length)
    expect([got.status, whole ? [body] : partsOf(got, body)]).toEqual(whole ? [200, [Buffer.from(bytes)]] : [wanted.length === 0 ? 416 : 206, wanted])
    expect(got.headers.get('content-length') ?? '0').toBe(String(body.length))
  }), { numRuns: 500 })
})

/** Takes an answer with parts apart, by the lengths that each part tells of itself. */
function partsOf({ status, headers }: Response, body: Buffer): Buffer[] {
  if (status !== 206) return body.length === 0 ? [] : [body]
  const [, boundary] = /boundary=(.+)$/.exec(headers.get('content-type') ?? '') ?? []
  if (boundary === undefined) return [body]
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const text = body.toString('latin1', at)
    const [head, from, to] = /^\r\n--[\w-]+\r\n[^\r]*\r\nContent-Range: bytes (\d+)-(\d+)\/\d+\r\n\r\n/.exec(text) ?? []
    if (head === undefined) return text === `\r\n--${boundary}--\r\n` ? parts : [Buffer.from(`not the end of an answer with parts: ${text}`)]
    const length = Number(to) - Number(from) + 1
    parts.push(body.subarray(at + head.length, at + head.length + length))
    at += head.length + length
  }
}

test.each([9, 11])('a file of 10 bytes that has %i is cut off, not passed for whole', async (length) => {
  const source = { ...fileOf(new Uint8Array(length)), size: 10, read: () => fileOf(new Uint8Array(length)).read(0, length) }
  await expect(serveFile(asks(), source, answer).arrayBuffer()).rejects.toThrow('changed')
})

test('a file is closed when whoever asked goes away', async () => {
  const file = fileOf(digits)
  const reader = serveFile(asks(), file, answer).body?.getReader()
  await reader?.read()
  expect(file.isOpen).toBe(true)
  await reader?.cancel()
  expect(file.isOpen).toBe(false)
})
