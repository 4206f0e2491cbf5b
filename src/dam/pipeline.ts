import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { type EngineLimits, openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { loadOrCreateProjectKey } from '#platform/storage/project-key.ts'
import { loadOrCreateSigningKey } from '#platform/storage/signing-key.ts'
import { replaceDurably } from '#platform/storage/durable-file.ts'
import { auditQuality } from '#dam/audit/quality/audit-quality.ts'
import { collectSource } from '#dam/collect/collect-source.ts'
import type { Fact } from '#dam/dataset/fact.ts'
import { CollectReport, PrivacyReport, ProfileReport, QualityReport, type VerificationReport } from '#dam/dataset/reports.ts'
import { Column } from '#dam/dataset/table.ts'
import { deidentifyTable } from '#dam/deidentify/table/deidentify-table.ts'
import { profileTable } from '#dam/profile/profile-table.ts'
import { checkAgainstTable, checkRecipe } from '#dam/recipe/check-recipe.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import { packageRelease } from '#dam/release/package-release.ts'
import { publishRelease } from '#dam/release/publish-release.ts'
import { renderReport } from '#dam/release/report/render-report.ts'
import { sealRelease } from '#dam/release/seal-release.ts'
import { listReferencedFiles } from '#dam/run/referenced-files.ts'
import { fileIdentity, openRunFolder, type RunFolder } from '#dam/run/run-folder.ts'
import { spawnVerifier } from '#dam/verify/spawn-verifier.ts'

export interface RunRequest {
  readonly recipe: LoadedRecipe
  /** Folder in which the release is made: `<out>/<publisher>/<data set>@<version>`. */
  readonly out: string
}

export interface RunNeeds {
  /** Keys, originals and unfinished runs. */
  readonly home: string
  readonly limits: EngineLimits
  readonly progress: Progress
  readonly signal?: AbortSignal
  /** ISO date for releases whose recipe names none. */
  readonly today: string
  /** This program's version. */
  readonly version: string
}

export interface RunOutcome {
  /** Folder of the release. */
  readonly release: string
  /** Folder of the steward's reports, which name row numbers. */
  readonly reports: string
  readonly collect: CollectReport
  readonly quality: QualityReport
  readonly privacy: PrivacyReport
  readonly verification: VerificationReport
}

const Deidentified = z.object({ report: PrivacyReport, files: z.array(z.object({ path: z.string(), rows: z.number() })), columns: z.array(Column) })

/**
 * Runs a recipe: collect, profile, quality, de-identify, package, verify, seal, publish.
 *
 * The release appears at once and whole, or not at all. A run that was stopped goes on after its last finished stage.
 *
 * @throws {Refusal} `conflict` when the version is released already; `promise-failed` when a promise of the recipe
 * does not hold or the verifier finds a fault; what the stages refuse
 */
export async function runRecipe({ recipe: loaded, out }: RunRequest, needs: RunNeeds): Promise<RunOutcome> {
  const { home, limits, progress, signal, today, version } = needs
  const { recipe, directory } = loaded
  checkRecipe(loaded)
  const release = `${recipe.dataset.name}@${recipe.release.version}`
  const destination = join(out, release)
  if (existsSync(destination)) throw new Refusal('conflict', `${release} is released already at ${destination}. A version is never written twice: raise release.version in the recipe, or name another folder with --out`)

  const referenced = await listReferencedFiles(recipe, directory)
  const run = await openRunFolder(
    { release, dependsOn: [loaded.text, destination, version, ...await Promise.all(referenced.map(fileIdentity))] },
    { home, today },
  )
  const quarantineRoot = join(out, '.quarantine')
  const quarantine = join(quarantineRoot, run.key)
  const vault = `${quarantine}.vault`
  const date = recipe.release.date ?? run.date
  const keys = join(home, 'keys')
  const clear = () => clearQuarantine(quarantineRoot, [quarantine, vault])

  try {
    await makeWritable(quarantineRoot)
    const key = await loadOrCreateProjectKey(keys, recipe.dataset.name.split('/')[0] ?? '')
    const { collect, profile, quality, deidentified } = await withEngine(limits, signal, async (engine) => {
      const collect = await run.stage('collect', CollectReport, () =>
        collectSource({ source: recipe.source, columns: recipe.columns, directory, workspace: run.path, store: join(home, 'store') }, { engine, progress, ...(signal && { signal }) }))
      checkAgainstTable(loaded, collect.table.columns)
      const profile = await run.stage('profile', ProfileReport, () => profileTable(collect.table, { engine, progress }))
      const quality = await run.stage('quality', QualityReport, () => {
        progress({ stage: 'quality', message: 'rules and plan' })
        return auditQuality({ table: collect.table, recipe, directory, date, duplicateRows: profile.duplicateRows }, { engine })
      })
      await keepReports(run, { profile, quality })
      if (quality.stops) throw new Refusal('promise-failed', `A quality rule with on-failure: stop does not hold: ${failedOf(quality.facts).map((fact) => fact.label.en).join('; ')}. The report is ${join(run.path, 'quality.json')}`)
      if (!existsSync(quarantine) || !existsSync(vault)) await run.forget('deidentify')
      const deidentified = await run.stage('deidentify', Deidentified, async () => {
        await clear()
        await mkdir(quarantine, { recursive: true })
        await mkdir(vault, { recursive: true, mode: 0o700 })
        return deidentifyTable({ table: collect.table, recipe, directory, quarantine, vault, key }, { engine, progress, ...(signal && { signal }) })
      })
      await keepReports(run, { privacy: deidentified.report })
      return { collect, profile, quality, deidentified }
    })

    const { report: privacy, files, columns } = deidentified
    await keepOnly(quarantine, ['data', 'hierarchies'])
    progress({ stage: 'package', message: 'card, Croissant, data package, provenance' })
    await packageRelease({ quarantine, recipe, recipeText: loaded.text, date, collect, profile, quality, privacy, files, columns, programVersion: version })

    const hierarchyFiles = Object.entries(recipe.columns).flatMap(([column, { hierarchy }]) => (hierarchy && 'file' in hierarchy ? [{ column, file: resolve(directory, hierarchy.file) }] : []))
    const verification = await spawnVerifier(
      { release: quarantine, seal: 'not-yet', evidence: { table: collect.table, rows: join(vault, 'rows.parquet'), hierarchyFiles } },
      { limits, progress, ...(signal && { signal }) },
    )
    await keepReports(run, { verification })
    if (verification.verdict === 'failed') {
      await run.forget('deidentify')
      await clear()
      const findings = verification.checks.filter((check) => check.fact.verdict === 'failed').map((check) => `${check.fact.label.en}: ${check.findings.slice(0, 3).join('; ')}`)
      throw new Refusal('promise-failed', `The verifier refused the release, so nothing was released. ${findings.join('. ')}. The report is ${join(run.path, 'verification.json')}`)
    }

    progress({ stage: 'seal', message: 'report, manifest, signature' })
    const reportHtml = renderReport({ recipe, date, collect, profile, quality, privacy, verification, programVersion: version })
    const signingKey = await loadOrCreateSigningKey(join(keys, 'signing.pem'))
    await sealRelease({ quarantine, recipe, date, collect, files, columns, verification, reportHtml, signingKey, programVersion: version })
    await publishRelease({ quarantine, destination })
    await clear()
    await run.finish()
    return { release: destination, reports: run.path, collect, quality, privacy, verification }
  } catch (fault) {
    // What was finished is kept for the next run; what was not must not lie about half-written.
    if (!existsSync(join(run.path, 'deidentify.stage.json'))) await clear()
    throw fault
  } finally {
    await run.release()
  }
}

function failedOf(facts: readonly Fact[]): Fact[] {
  return facts.filter((fact) => fact.verdict === 'failed')
}

async function keepReports(run: RunFolder, reports: Record<string, unknown>): Promise<void> {
  for (const [name, report] of Object.entries(reports)) await replaceDurably(join(run.path, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`, 0o600)
}

/** Opens an engine for the work and closes it, so that the verifier has the memory. */
async function withEngine<Result>(limits: EngineLimits, signal: AbortSignal | undefined, work: (engine: SqlEngine) => Promise<Result>): Promise<Result> {
  const engine = await openDuckDb(limits)
  const interrupt = () => engine.interrupt()
  signal?.addEventListener('abort', interrupt)
  try {
    return await work(engine)
  } finally {
    signal?.removeEventListener('abort', interrupt)
    engine.close()
  }
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const probe = join(folder, `.probe-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (fault) {
    throw new Refusal('not-writable', `Nothing can be written to ${folder}; make it writable, or name another folder with --out`, { cause: fault })
  }
}

/** Removes what a run that was stopped wrote after de-identifying, so that it is written and counted anew. */
async function keepOnly(folder: string, names: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) if (!names.includes(name)) await rm(join(folder, name), { recursive: true, force: true })
}

async function clearQuarantine(root: string, folders: readonly string[]): Promise<void> {
  if (!existsSync(root)) return
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
  if ((await readdir(root)).length === 0) await rmdir(root).catch(() => {})
}
