import { join } from 'node:path'
import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import type { CollectReport, PrivacyReport, ProfileReport, QualityReport } from '#dam/dataset/reports.ts'
import type { Column } from '#dam/dataset/table.ts'
import type { LanguageText, Recipe } from '#dam/recipe/recipe.ts'
import { hashFile } from '#platform/storage/hash-file.ts'

/** A data file of the release; the path is relative to the release, with `/`. */
export interface DataFile { readonly path: string; readonly rows: number; readonly bytes: number; readonly sha256: string }

/** A released column with what the recipe says of it and what was done to it. */
export interface ReleasedColumn {
  readonly name: string
  readonly type: Column['type']
  readonly role: Recipe['columns'][string]['role']
  /** What de-identification did, in one English phrase. */
  readonly did: string
  readonly title: LanguageText | undefined
  readonly description: LanguageText | undefined
}

/** Everything that the papers of a release are written from. Profile and quality are the public ones. */
export interface ReleaseDescription {
  readonly recipe: Recipe
  /** Date of publication, YYYY-MM-DD. */
  readonly date: string
  readonly files: readonly DataFile[]
  readonly rows: number
  readonly columns: readonly ReleasedColumn[]
  readonly collect: CollectReport
  readonly profile: ProfileReport
  readonly quality: QualityReport
  readonly privacy: PrivacyReport
  /** Where the recipe asks for an audit, its public form. */
  readonly fairness?: FairnessReport
  readonly programVersion: string
}

/** Joins what the recipe, the data files and the reports say; reads each data file once for its hash. */
export async function describeRelease(request: {
  readonly quarantine: string
  readonly files: readonly { readonly path: string; readonly rows: number }[]
  readonly columns: readonly Column[]
} & Omit<ReleaseDescription, 'files' | 'columns' | 'rows'>): Promise<ReleaseDescription> {
  const { quarantine, recipe, date, collect, profile, quality, privacy, fairness, programVersion } = request
  const files: DataFile[] = []
  for (const { path, rows } of request.files) files.push({ path, rows, ...await hashFile(join(quarantine, path)) })
  const said = new Map(Object.entries(recipe.columns))
  const done = new Map(privacy.treatments.map(({ column, did }) => [column, did]))
  return {
    recipe, date, files, collect, profile, quality, privacy, ...(fairness && { fairness }), programVersion,
    rows: files.reduce((all, { rows }) => all + rows, 0),
    columns: request.columns.map(({ name, type }) => {
      const column = said.get(name)
      return { name, type, role: column?.role ?? 'plain', did: done.get(name) ?? 'kept', title: column?.title, description: column?.description }
    }),
  }
}
