import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** One line of CSV with its end; cells are quoted only where they must be. */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
  return `${written.join(',')}\n`
}

/** Writes lines to a path, and makes its folder when needed. A file that is there is written anew, and never half. */
export async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(lines), createWriteStream(`${path}.part`))
  await rename(`${path}.part`, path)
}
