import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { CollectReport } from '#dam/dataset/reports.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { keepOriginal } from './content-store.ts'
import { download } from './download.ts'
import { signatureOf } from './file-signature.ts'
import type { LocatedFile } from './locate-source.ts'
import { looksLikeTable, type SourceKind } from './source-kind.ts'
import type { TextSurvey } from './text-survey.ts'
import { writeSurveyed } from './transcode-text.ts'
import { unpacked } from './unpack.ts'
import { refuseUnreadable } from './unreadable.ts'
import { withZip } from './zip-archive.ts'

/** A file that holds a table, unpacked. */
export interface DataFile {
  readonly name: string
  readonly file: string
  readonly survey: TextSurvey
}

/** What came in. */
export interface Received {
  readonly originals: CollectReport['originals']
  readonly files: readonly DataFile[]
  /** Names of files in archives that hold no table. */
  readonly leftOut: readonly string[]
}

/** What receiving needs. */
export interface ReceiveNeeds {
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
  readonly fetch?: typeof fetch | undefined
}

/**
 * Keeps every original in the store and unpacks what is packed into the working folder.
 *
 * What is read later is the kept original and not the delivered file, so that nobody can change it in between.
 *
 * @throws {Refusal} for what cannot be fetched, read, kept or unpacked, or has not the hash that was promised
 */
export async function receiveFiles(located: readonly LocatedFile[], request: { readonly store: string; readonly work: string; readonly kind: SourceKind | undefined; readonly sha256: string | undefined }, needs: ReceiveNeeds): Promise<Received> {
  if (request.sha256 !== undefined && located.length !== 1) throw new Refusal('bad-recipe', 'source.sha256 is for one file; leave it out for several')
  const originals: CollectReport['originals'] = []
  const files: DataFile[] = []
  const leftOut: string[] = []
  for (const one of located) {
    const kept = await keepOriginal(stoppable(bytesOf(one, needs), needs), request.store).catch((fault: unknown) => refuseUnreadable(fault, one.name))
    if (request.sha256 !== undefined && kept.sha256 !== request.sha256) throw new Refusal('bad-input', `${one.name} has the SHA-256 ${kept.sha256}, not the one in the recipe; deliver the promised file, or correct source.sha256`)
    originals.push({ name: one.name, sha256: kept.sha256, bytes: kept.bytes })
    const opened = await unpack({ name: one.name, file: kept.file, survey: kept.survey }, join(request.work, `${originals.length}`), request.kind, needs)
    files.push(...opened.files)
    leftOut.push(...opened.leftOut)
  }
  return { originals, files, leftOut }
}

function bytesOf(one: LocatedFile, { progress, signal, fetch: given }: ReceiveNeeds): AsyncIterable<Uint8Array> {
  if (one.kind === 'address') return told(download(one.url, one.name, { fetch: given ?? fetch, signal }), progress)
  return told(createReadStream(one.path, { highWaterMark: 1 << 20 }), progress, one.bytes)
}

async function* told(chunks: AsyncIterable<Uint8Array>, progress: Progress, total?: number): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const chunk of chunks) {
    yield chunk
    done += chunk.byteLength
    progress({ stage: 'collect', unit: 'bytes', done, ...(total !== undefined && { total }) })
  }
}

async function* stoppable(chunks: AsyncIterable<Uint8Array>, { signal }: ReceiveNeeds): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
    yield chunk
  }
}

async function unpack(original: DataFile, target: string, kind: SourceKind | undefined, needs: ReceiveNeeds): Promise<Pick<Received, 'files' | 'leftOut'>> {
  const { name, file, survey } = original
  const signature = signatureOf(survey.head)
  const promised = /\.(gz|zst|zstd|zip)$/i.exec(name)?.[1]?.toLowerCase()
  const expected = promised === undefined ? undefined : promised === 'gz' ? 'gzip' : promised === 'zip' ? 'zip' : 'zstandard'
  if (expected !== undefined && signature !== expected) throw new Refusal('bad-input', `${name} is no ${expected} file although its name says so; deliver it again, or correct its name`)
  if (signature === 'gzip' || signature === 'zstandard') {
    const written = await writeSurveyed(stoppable(unpacked(file, signature, name), needs), target)
    return { files: [{ name, ...written }], leftOut: [] }
  }
  return signature === 'zip' && kind !== 'xlsx' ? unpackZip(original, target, kind, needs) : { files: [original], leftOut: [] }
}

async function unpackZip(original: DataFile, target: string, kind: SourceKind | undefined, needs: ReceiveNeeds): Promise<Pick<Received, 'files' | 'leftOut'>> {
  const { name } = original
  return withZip(original.file, name, async (members) => {
    if (members.some((member) => member.name === '[Content_Types].xml')) {
      if (kind === undefined && members.some((member) => member.name === 'xl/workbook.xml')) return { files: [original], leftOut: [] }
      throw new Refusal('bad-input', `${name} is an Office document, not ${kind ?? 'a table'}; for an Excel workbook write source.kind: xlsx`)
    }
    const tables = members.filter((member) => looksLikeTable(member.name))
    const wanted = tables.length > 0 ? tables : members.length === 1 ? members : []
    if (wanted.length === 0) throw new Refusal('bad-input', `${name} holds no table; put a CSV, JSON, Parquet or XLSX file into it`)
    const files: DataFile[] = []
    for (const member of wanted) {
      const written = await writeSurveyed(stoppable(member.bytes(), needs), `${target}-${files.length}`)
      files.push({ name: `${name}: ${member.name}`, ...written })
    }
    return { files, leftOut: members.filter((member) => !wanted.includes(member)).map((member) => member.name) }
  })
}
