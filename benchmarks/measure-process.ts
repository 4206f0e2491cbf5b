import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** What one run of a program took. */
export interface MeasuredProcess {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly wallSeconds: number
  /** The most that the program and its children held at one time; left out where there is no /proc. */
  readonly peakResidentBytes?: number
}

const LOOK_EVERY_MILLISECONDS = 50
const PAGE_BYTES = 4096

/** Runs a program to its end and looks at its memory, and at that of the programs it starts, twenty times a second. */
export async function measureProcess(program: string, parameters: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<MeasuredProcess> {
  const began = performance.now()
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  const ended = Promise.withResolvers<number | null>()
  const told = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: unknown) => { told.stdout += String(text) })
  child.stderr.setEncoding('utf8').on('data', (text: unknown) => { told.stderr += String(text) })
  child.on('error', ended.reject)
  child.on('close', (code) => ended.resolve(code))

  const isOver = new AbortController()
  const watched = child.pid === undefined ? 0 : peakOf(child.pid, isOver.signal)
  const code = await ended.promise.finally(() => isOver.abort())
  const wallSeconds = (performance.now() - began) / 1000
  const peakResidentBytes = await watched
  return { code, ...told, wallSeconds, ...(peakResidentBytes > 0 && { peakResidentBytes }) }
}

async function peakOf(pid: number, isOver: AbortSignal): Promise<number> {
  let peak = 0
  while (!isOver.aborted) {
    peak = Math.max(peak, await residentBytes(pid))
    await wait(LOOK_EVERY_MILLISECONDS)
  }
  return peak
}

/** Resident bytes of a process and all its descendants; 0 for one that has ended. */
async function residentBytes(pid: number): Promise<number> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
  const [sizes, children] = await Promise.all([read('statm'), read(`task/${pid}/children`)])
  const own = Number(sizes.split(' ')[1] ?? 0) * PAGE_BYTES
  const below = await Promise.all(children.split(' ').filter(Boolean).map((word) => residentBytes(z.coerce.number().parse(word))))
  return below.reduce((sum, bytes) => sum + bytes, own)
}
