import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { writeHierarchyRows } from '#dam/recipe/hierarchy-rows.ts'
import type { ReleasedLabel } from './label-counts.ts'

/** Writes `hierarchies/NN.json` for each quasi-identifier, and `NN.csv` where the hierarchy was given as rows. */
export async function writeHierarchies(quarantine: string, columns: readonly { hierarchy: CompiledHierarchy; level: number | null; labels: readonly ReleasedLabel[]; hasSuppressed: boolean }[]): Promise<void> {
  if (columns.length === 0) return
  const folder = join(quarantine, 'hierarchies')
  await mkdir(folder, { recursive: true })
  for (const [place, { hierarchy, level, labels, hasSuppressed }] of columns.entries()) {
    const { column, kind, domain, rows } = hierarchy
    const number = String(place + 1).padStart(2, '0')
    const written = labels.map(({ label, leaves, level }) => ({ label, leaves, level }))
    if (hasSuppressed && !written.some(({ label }) => label === '*')) written.push({ label: '*', leaves: domain, level: hierarchy.labels.length - 1 })
    written.sort((a, b) => (a.label === b.label ? 0 : a.label === null ? -1 : b.label === null ? 1 : a.label < b.label ? -1 : 1))
    const json = { column, kind, level, levels: hierarchy.labels.length, domain, labels: written }
    await writeFile(join(folder, `${number}.json`), `${JSON.stringify(json, null, 2)}\n`)
    if (rows) await writeFile(join(folder, `${number}.csv`), writeHierarchyRows(rows))
  }
}
