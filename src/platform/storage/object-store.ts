import { Refusal } from '#platform/refusal.ts'

/** An object, without its bytes. */
export interface ObjectHead {
  readonly key: string
  readonly bytes: number
  /** Changes when the bytes do. */
  readonly etag: string
}

/** What is asked of an object that is being written. */
export interface PutWish {
  /** Refuse other bytes than those with this hash: 64 hexadecimal digits. */
  readonly sha256?: string | undefined
  /** Write what is to stay for ever: an object that is there is never replaced. The same bytes once more count as written. */
  readonly immutable?: boolean | undefined
}

/** What was written. */
export interface PutResult {
  readonly bytes: number
  readonly sha256: string
}

/** A part of an object: `from` the first byte, `to` the last, both counted from 0 and included. */
export interface ByteRange {
  readonly from: number
  readonly to?: number | undefined
}

/** An object's bytes, or those of a part of it. The chunks are read once; whoever does not want them all stops reading. */
export interface ObjectRead {
  /** Of the whole object. */
  readonly head: ObjectHead
  readonly chunks: AsyncIterable<Uint8Array>
}

/**
 * Where files lie: a folder, or a bucket. Whoever reads sees an object whole or not at all.
 *
 * A key is a path with `/`, in NFC; see `checkKey`. On a folder no key may lie below another one.
 */
export interface ObjectStore {
  /** @throws {Refusal} `bad-input` when the hash differs, `conflict` when an immutable object is there with other bytes, `no-space`, `not-writable`; whatever the chunks throw */
  putStream(key: string, chunks: AsyncIterable<Uint8Array>, wish?: PutWish): Promise<PutResult>
  /** @throws {Refusal} `not-found`; `bad-input` for a part that begins beyond the end */
  getRange(key: string, range?: ByteRange): Promise<ObjectRead>
  head(key: string): Promise<ObjectHead | undefined>
  /** Everything whose key begins so, in the order of the keys' UTF-8. */
  list(prefix: string): AsyncIterable<ObjectHead>
  /** Gone afterwards, whether it was there or not. */
  delete(key: string): Promise<void>
  /** @throws {Refusal} `not-found`; `conflict` when the target is there */
  copy(from: string, to: string): Promise<void>
}

/** Longest part of a key between two slashes, in bytes of UTF-8: what file systems take. */
const LONGEST_SEGMENT_BYTES = 240
const LONGEST_KEY_BYTES = 900

/**
 * The key in NFC, if it is one that leads into the store and nowhere else.
 *
 * @throws {Error} for any other: keys are made by this program, never taken from outside as they are
 */
export function checkKey(key: string): string {
  const normal = key.normalize('NFC')
  const isSound = normal.isWellFormed() && !/[\p{Cc}\\]/u.test(normal) && Buffer.byteLength(normal) <= LONGEST_KEY_BYTES && normal.split('/').every(isSegment)
  if (!isSound) throw new Error('A key of the object store is not a plain path: it has an empty part, a dot at the start of one, a backslash, a control character, or is too long')
  return normal
}

/** Dots at the start are kept for what is not yet an object, and shut out `..`. */
function isSegment(segment: string): boolean {
  return segment !== '' && !segment.startsWith('.') && Buffer.byteLength(segment) <= LONGEST_SEGMENT_BYTES
}

/** The prefix of a listing: nothing, or a key that may end in a slash or in the middle of a name. */
export function checkPrefix(prefix: string): string {
  if (prefix === '') return ''
  return prefix.endsWith('/') ? `${checkKey(prefix.slice(0, -1))}/` : checkKey(prefix)
}

/** Where a part of an object of so many bytes ends; the last byte when it is not said. @throws {Refusal} `bad-input` */
export function checkRange({ from, to }: ByteRange, bytes: number): { readonly from: number; readonly to: number } {
  const last = Math.min(to ?? bytes - 1, bytes - 1)
  if (!Number.isSafeInteger(from) || from < 0 || from > last) throw new Refusal('bad-input', `The part that was asked for is not within the file's ${bytes} bytes`)
  return { from, to: last }
}

/** Told alike by every store. */
export function noSuchObject(): Refusal {
  return new Refusal('not-found', 'There is no such file')
}

/** Told alike by every store. */
export function otherBytes(): Refusal {
  return new Refusal('bad-input', 'The bytes that arrived are not the promised ones: their SHA-256 differs; send the file again')
}

/** Told alike by every store. */
export function isThereAlready(): Refusal {
  return new Refusal('conflict', 'A file of this name is there already with other bytes, and is never replaced')
}
