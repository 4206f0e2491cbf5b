import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { PrivacyReport, QualityReport } from '#dam/dataset/reports.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Outcome } from './outcome.ts'

const Named = z.object({ name: z.string(), version: z.string() })

/**
 * Reads the reports of a release; `label` is what messages call its folder.
 *
 * The reports are taken at their word: `datadam verify` recounts them.
 * @throws {Refusal} `not-found` for a folder that holds no release, `bad-input` for reports that are none
 */
export async function readRelease(folder: string, label: string): Promise<Outcome> {
  const manifest = await readJson(folder, 'manifest.json', Named, label)
  if (!manifest) throw new Refusal('not-found', `${label} is not the folder of a release: it holds no manifest.json; name a folder such as releases/city/visits@1.0.0`)
  const privacy = await readJson(folder, 'reports/privacy.json', PrivacyReport, label)
  const quality = await readJson(folder, 'reports/quality.json', QualityReport, label)
  if (!privacy || !quality) throw new Refusal('not-found', `${label} is no whole release: it holds no reports/${privacy ? 'quality' : 'privacy'}.json`)
  const fairness = await readJson(folder, 'reports/fairness.json', FairnessReport, label)
  return { kind: 'release', name: manifest.name, version: manifest.version, privacy, quality, ...(fairness && { fairness }) }
}

async function readJson<Schema extends z.ZodType>(folder: string, path: string, schema: Schema, label: string): Promise<z.infer<Schema> | undefined> {
  const text = await readFile(join(folder, path), 'utf8').catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw new Refusal('bad-input', `${path} of ${label} cannot be read; check who may read it`, { cause: fault })
  })
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Refusal('bad-input', `${path} of ${label} is not as this version of datadam writes it: it was changed, or another version made it; datadam verify says more`, { cause })
  }
}
