import { readFile } from 'node:fs/promises'

/** What a process has used since it began, as Linux counts it. */
export interface ProcessUse {
  readonly cpuSeconds: number
  /** The most memory that it held at one time. */
  readonly peakResidentBytes: number
}

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100

/** Reads the use of a running process. Without /proc, and once it has ended, both are NaN. */
export async function processUse(pid: number): Promise<ProcessUse> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
  const [times, sizes] = await Promise.all([read('stat'), read('status')])
  // The second field is the program's name, which may hold spaces and brackets.
  const fields = times.slice(times.lastIndexOf(')') + 2).split(' ')
  const [, peak = Number.NaN] = /^VmHWM:\s+(\d+) kB$/m.exec(sizes) ?? []
  return { cpuSeconds: (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) / TICKS_PER_SECOND, peakResidentBytes: Number(peak) * 1024 }
}
