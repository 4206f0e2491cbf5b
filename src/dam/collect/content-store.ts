import { createHash } from 'node:crypto'
import { access, chmod, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type TextSurvey, surveyText } from './text-survey.ts'
import { refuseUnreadable } from './unreadable.ts'

/** One original, kept under the hash of its bytes, with what its bytes showed on the way. */
export interface KeptOriginal {
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly survey: TextSurvey
}

/** Where an original with this hash lies in a store. */
export function storedAt(store: string, sha256: string): string {
  return join(store, 'sha256', sha256.slice(0, 2), sha256)
}

/**
 * Keeps bytes in the store: hashed, surveyed and written in one pass, then moved to their name and made read-only.
 *
 * The same bytes are kept once. A copy and never a hard link to the delivered file: whoever changes
 * that file later must not change what was kept. A failure leaves nothing in the store.
 *
 * @throws {Refusal} `not-writable` or `no-space`; whatever the chunks throw
 */
export async function keepOriginal(chunks: AsyncIterable<Uint8Array>, store: string): Promise<KeptOriginal> {
  const incoming = await mkdir(join(store, 'sha256'), { recursive: true })
    .then(() => mkdtemp(join(store, 'sha256', '.incoming-')))
    .catch((fault: unknown) => refuseUnreadable(fault, 'the store of originals'))
  try {
    const arriving = join(incoming, 'bytes')
    const { sha256, bytes, survey } = await write(chunks, arriving)
    const file = storedAt(store, sha256)
    const isKept = await access(file).then(() => true, () => false)
    if (!isKept) {
      await chmod(arriving, 0o444)
      await mkdir(join(file, '..'), { recursive: true })
      await rename(arriving, file)
    }
    return { file, sha256, bytes, survey }
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

async function write(chunks: AsyncIterable<Uint8Array>, file: string) {
  const hash = createHash('sha256')
  const survey = surveyText()
  let bytes = 0
  const handle = await open(file, 'wx')
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      survey.push(chunk)
      bytes += chunk.byteLength
      await handle.appendFile(chunk).catch((fault: unknown) => refuseUnreadable(fault, 'the store of originals'))
    }
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes, survey: survey.end() }
}
