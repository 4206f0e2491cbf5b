import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isProcessAlive } from '#platform/is-process-alive.ts'
import { findProcessStart } from '#platform/process-start.ts'
import { Refusal } from '#platform/refusal.ts'
import { syncToDisk, writeDurably } from '#platform/storage/durable-file.ts'
import { storageFaultCode } from '#platform/storage/storage-fault.ts'

/** Whoever holds, or held, a folder. A process of 0 holds nothing: the folder was given back. */
const Holder = z.object({ process: z.number().int(), start: z.string().optional() })

/**
 * Makes this process the only one that uses a folder, until it gives it back or dies.
 *
 * Each taking writes a file `lock.<number>` with the next number, and the highest number holds. So of two processes that
 * find the lock of a dead one, only one can write the next, and nobody ever removes the lock of a living one.
 *
 * @throws {Refusal} `conflict` when another process, or this one, holds it
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const last = await highestLock(folder)
  if (last > 0) await refuseWhileHeld(folder, last)
  const mine = last + 1
  await writeLock(folder, mine, { process: process.pid, start: await findProcessStart(process.pid) })
  // One who slept since it looked may have taken a number that others have left behind.
  const highest = await highestLock(folder)
  if (highest !== mine) {
    await rm(lockPath(folder, mine), { force: true })
    throw heldByAnother(folder)
  }
  for (const name of await readdir(folder)) {
    if (/^lock\.\d/.test(name) && name !== `lock.${mine}`) await rm(join(folder, name), { force: true })
  }
  return {
    async release() {
      await writeLock(folder, mine + 1, { process: 0 })
      await rm(lockPath(folder, mine), { force: true })
    },
  }
}

function lockPath(folder: string, number: number): string {
  return join(folder, `lock.${number}`)
}

async function highestLock(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0))
  return Math.max(0, ...numbers)
}

async function refuseWhileHeld(folder: string, number: number): Promise<void> {
  const text = await readFile(lockPath(folder, number), 'utf8').catch(() => { throw heldByAnother(folder) })
  const holder = Holder.parse(JSON.parse(text))
  if (!isProcessAlive(holder.process)) return
  // Process ids come back, above all in containers; one that started at another time is another process.
  const start = await findProcessStart(holder.process)
  if (holder.start !== undefined && start !== holder.start) return
  throw heldByAnother(folder, holder.process)
}

/** Appears whole under its name, or is refused because another took the number. */
async function writeLock(folder: string, number: number, holder: z.infer<typeof Holder>): Promise<void> {
  const temporary = `${lockPath(folder, number)}.${randomUUID()}`
  await writeDurably(temporary, JSON.stringify(holder), 0o600)
  try {
    await link(temporary, lockPath(folder, number))
  } catch (fault) {
    // The temporary file is gone when another holder tidied up meanwhile.
    if (['EEXIST', 'ENOENT'].includes(storageFaultCode(fault) ?? '')) throw heldByAnother(folder)
    throw fault
  } finally {
    await rm(temporary, { force: true })
  }
  await syncToDisk(folder)
}

function heldByAnother(folder: string, id?: number): Refusal {
  const who = id === undefined ? 'another process' : id === process.pid ? 'this very process' : `the process ${id}`
  return new Refusal('conflict', `The database in ${folder} is in use by ${who}; end that one first, or use a PostgreSQL server, which many processes can share`)
}
