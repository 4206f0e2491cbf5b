import { readFile } from 'node:fs/promises'

/** The place of a process's start, in ticks since the machine started, after its name in Linux's /proc/<id>/stat. */
const PLACE_OF_START = 19

/**
 * When a process started, as this machine counts it; tells a process apart from a later one of the same id.
 *
 * Undefined when there is no such process, and on systems that do not tell.
 */
export async function findProcessStart(id: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')
  // The name stands in brackets and may itself hold brackets and spaces.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[PLACE_OF_START]
}
