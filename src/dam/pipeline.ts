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
import { auditFairness } from '#dam/audit/fairness/audit-fairness.ts'
import { publicFairness } from '#dam/audit/fairness/public-fairness.ts'
import { writeWeights } from '#dam/audit/fairness/write-weights.ts'
import { auditQuality } from '#dam/audit/quality/audit-quality.ts'
import { collectSource } from '#dam/collect/collect-source.ts'
import type { Fact } from '#dam/dataset/fact.ts'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { CollectReport, PrivacyReport, ProfileReport, QualityReport, type VerificationReport } from '#dam/dataset/reports.ts'
import { Column } from '#dam/dataset/table.ts'
import { deidentifyTable } from '#dam/deidentify/table/deidentify-table.ts'
import { profileTable } from '#dam/profile/profile-table.ts'
import { checkAgainstTable, checkRecipe } from '#dam/recipe/check-recipe.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import { packageRelease } from '#dam/release/package-release.ts'
import { publishRelease } from '#dam/release/publish-release.ts'
import { renderReport } from '#dam/release/report/render-report.ts'
import { leastShown } from '#dam/release/report/shown-before.ts'
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
  /** The steward's form of the audit, where the recipe asks for one. */
  readonly fairness?: FairnessReport
  readonly privacy: PrivacyReport
  readonly verification: VerificationReport
}

const Deidentified = z.object({ report: PrivacyReport, files: z.array(z.object({ path: z.string(), rows: z.number() })), columns: z.array(Column) })

/**
 * Runs a recipe: collect, profile, quality, fairness, de-identify, weigh, package, verify, seal, publish.
 *
 * The release appears at once and whole, or not at all. A run that was stopped goes on after its last finished stage.
 *
 * @throws {Refusal} `conflict` when the version is released already; `promise-failed` when a promise of the recipe
 * does not hold or the verifier finds a fault; what the stages refuse
 */
export async function runRecipe({ recipe: loaded, out }: RunRequest, needs: RunNeeds): Promise<RunOutcome> {
  const { home, today, version } = needs
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
  const clear = () => clearQuarantine(quarantineRoot, [quarantine, vault])

  try {
    await makeWritable(quarantineRoot)
    const outcome = await makeRelease({ loaded, run, quarantine, vault, destination, clear }, needs)
    await clear()
    await run.finish()
    return outcome
  } catch (fault) {
    // What was finished is kept for the next run; what was not must not lie about half-written.
    if (!existsSync(join(run.path, 'deidentify.stage.json'))) await clear()
    throw fault
  } finally {
    await run.release()
  }
}

/** One run of a recipe, with the places that it works in. */
interface Work {
  readonly loaded: LoadedRecipe
  readonly run: RunFolder
  readonly quarantine: string
  readonly vault: string
  readonly destination: string
  /** Removes quarantine and vault. */
  clear(): Promise<void>
}

async function makeRelease(work: Work, needs: RunNeeds): Promise<RunOutcome> {
  const { loaded: { recipe, text }, run, quarantine, destination } = work
  const { home, limits, progress, signal, version } = needs
  const date = recipe.release.date ?? run.date
  const keys = join(home, 'keys')
  const key = await loadOrCreateProjectKey(keys, recipe.dataset.name.split('/')[0] ?? '')
  const { measured, deidentified } = await withEngine(limits, signal, async (engine) => {
    const measured = await measureDelivery(work, date, engine, needs)
    const deidentified = await deidentify(work, measured.collect, key, engine, needs)
    await keepOnly(quarantine, ['data', 'hierarchies'])
    if (recipe.fairness?.weights) {
      progress({ stage: 'weights', message: 'label and groups made independent' })
      await writeWeights({ folder: quarantine, files: deidentified.files, columns: deidentified.columns, fairness: recipe.fairness }, { engine })
    }
    return { measured, deidentified }
  })

  const { report: privacy, files, columns } = deidentified
  const { fairness, ...reports } = measured
  const told = { recipe, date, ...reports, privacy, ...(fairness && { fairness: publicFairness(fairness, leastShown(privacy)) }), programVersion: version }
  progress({ stage: 'package', message: 'card, Croissant, data package, provenance' })
  await packageRelease({ ...told, quarantine, recipeText: text, files, columns })
  const verification = await verify(work, measured.collect, needs)
  progress({ stage: 'seal', message: 'report, manifest, signature' })
  const reportHtml = renderReport({ ...told, verification })
  const signingKey = await loadOrCreateSigningKey(join(keys, 'signing.pem'))
  await sealRelease({ quarantine, recipe, date, collect: measured.collect, files, columns, verification, reportHtml, signingKey, programVersion: version })
  await publishRelease({ quarantine, destination })
  return { release: destination, reports: run.path, ...measured, privacy, verification }
}

/** What is found out about the delivery before anything is done to it. @throws {Refusal} `promise-failed` when a quality rule stops the run */
async function measureDelivery({ loaded, run }: Work, date: string, engine: SqlEngine, { home, progress, signal }: RunNeeds): Promise<Pick<RunOutcome, 'collect' | 'quality' | 'fairness'> & { profile: ProfileReport }> {
  const { recipe, directory } = loaded
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
  if (!recipe.fairness) return { collect, profile, quality }
  const fairness = await run.stage('fairness', FairnessReport, () => {
    progress({ stage: 'fairness', message: 'groups, gaps, proxies' })
    return auditFairness({ table: collect.table, recipe, directory }, { engine })
  })
  await keepReports(run, { fairness })
  return { collect, profile, quality, fairness }
}

async function deidentify({ loaded: { recipe, directory }, run, quarantine, vault, clear }: Work, { table }: CollectReport, key: Uint8Array, engine: SqlEngine, { progress, signal }: RunNeeds): Promise<z.infer<typeof Deidentified>> {
  if (!existsSync(quarantine) || !existsSync(vault)) await run.forget('deidentify')
  const deidentified = await run.stage('deidentify', Deidentified, async () => {
    await clear()
    await mkdir(quarantine, { recursive: true })
    await mkdir(vault, { recursive: true, mode: 0o700 })
    return deidentifyTable({ table, recipe, directory, quarantine, vault, key }, { engine, progress, ...(signal && { signal }) })
  })
  await keepReports(run, { privacy: deidentified.report })
  return deidentified
}

/** Has the release recounted by a process of its own. @throws {Refusal} `promise-failed` when it finds a fault */
async function verify({ loaded: { recipe, directory }, run, quarantine, vault, clear }: Work, { table }: CollectReport, { limits, progress, signal }: RunNeeds): Promise<VerificationReport> {
  const hierarchyFiles = Object.entries(recipe.columns).flatMap(([column, { hierarchy }]) => (hierarchy && 'file' in hierarchy ? [{ column, file: resolve(directory, hierarchy.file) }] : []))
  const verification = await spawnVerifier(
    { release: quarantine, seal: 'not-yet', evidence: { table, rows: join(vault, 'rows.parquet'), hierarchyFiles } },
    { limits, progress, ...(signal && { signal }) },
  )
  await keepReports(run, { verification })
  if (verification.verdict === 'passed') return verification
  await run.forget('deidentify')
  await clear()
  const findings = verification.checks.filter((check) => check.fact.verdict === 'failed').map((check) => `${check.fact.label.en}: ${check.findings.slice(0, 3).join('; ')}`)
  throw new Refusal('promise-failed', `The verifier refused the release, so nothing was released. ${findings.join('. ')}. The report is ${join(run.path, 'verification.json')}`)
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
