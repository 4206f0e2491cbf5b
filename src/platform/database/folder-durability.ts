import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncToDisk } from '#platform/storage/durable-file.ts'
import { storageFaultCode } from '#platform/storage/storage-fault.ts'

/** File systems note times in steps of some milliseconds; within a second before the last look, a file may have changed unseen. */
const UNSURE_MILLISECONDS = 1000

/** A checkpoint follows when so many files of the log, of 16 MiB each, were written. */
const LOG_FILES_BEFORE_CHECKPOINT = 4

/** The write-ahead log's files, 16 MiB each, bear 24 hexadecimal digits. */
const LOG_FILE = /^[0-9A-F]{24}$/

/**
 * Brings what PGlite wrote onto the disk, which it never does itself.
 *
 * Returns the act to be waited for after each commit: the log's changed files are synced, for many commits at once where
 * many wait. PGlite makes no checkpoint by itself either, and its log would only grow; so one is made after 64 MiB.
 *
 * What cannot be had: while a checkpoint is being written, the order in which its pages and its control file reach the
 * disk is the system's. A power cut within that moment can damage the folder; a killed process cannot.
 */
export function folderDurability(data: string, checkpoint: () => Promise<void>): { makeDurable(): Promise<void>; syncEverything(): Promise<void> } {
  const log = join(data, 'pg_wal')
  const written = new Set<string>()
  let looked = 0

  async function syncLog(): Promise<void> {
    const since = looked - UNSURE_MILLISECONDS
    looked = Date.now()
    const names = (await readdir(log)).filter((name) => LOG_FILE.test(name))
    const changed = await changedSince(names.map((name) => join(log, name)), since)
    for (const path of changed) await syncToDisk(path)
    const fresh = changed.filter((path) => !written.has(path))
    if (fresh.length > 0) await syncToDisk(log)
    fresh.forEach((path) => written.add(path))
    if (written.size <= LOG_FILES_BEFORE_CHECKPOINT) return
    await checkpoint()
    await syncEverything()
    written.clear()
  }

  async function syncEverything(): Promise<void> {
    const entries = await readdir(data, { recursive: true, withFileTypes: true })
    for (const entry of entries) if (entry.isFile() || entry.isDirectory()) await ignoreGone(syncToDisk(join(entry.parentPath, entry.name)))
    await syncToDisk(data)
  }

  return { makeDurable: together(syncLog), syncEverything }
}

async function changedSince(paths: readonly string[], milliseconds: number): Promise<string[]> {
  const changed: string[] = []
  for (const path of paths) {
    const facts = await ignoreGone(stat(path))
    if (facts && facts.mtimeMs >= milliseconds) changed.push(path)
  }
  return changed
}

/** A file of the log is renamed when it is used anew, at any moment. */
async function ignoreGone<Result>(act: Promise<Result>): Promise<Result | undefined> {
  try {
    return await act
  } catch (fault) {
    if (storageFaultCode(fault) === 'ENOENT') return undefined
    throw fault
  }
}

/** Whoever asks while the act runs waits for one more run, together with all others who ask meanwhile. */
function together(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  function run(): Promise<void> {
    running = act().finally(() => { running = undefined })
    return running
  }
  return () => {
    if (!running) return run()
    next ??= running.catch(() => {}).then(() => { next = undefined; return run() })
    return next
  }
}
