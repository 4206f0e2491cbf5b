import type { DatasetDetails } from '#dam/catalogue/datasets/dataset-answers.ts'

/** Licences that the form offers, with what a machine can check of them. */
export const LICENCES: readonly (DatasetDetails['licence'] & { readonly name: string })[] = [
  { id: 'CC-BY-4.0', name: 'CC BY 4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null },
  { id: 'CC0-1.0', name: 'CC0 1.0', territory: null, mayRedistribute: true, mustAttribute: false, expires: null },
  { id: 'CC-BY-SA-4.0', name: 'CC BY-SA 4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null },
  { id: 'CC-BY-NC-4.0', name: 'CC BY-NC 4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null },
  { id: 'KOGL-1', name: 'KOGL 1 (공공누리 제1유형)', territory: null, mayRedistribute: true, mustAttribute: true, expires: null },
  { id: 'LicenseRef-restricted', name: 'Restricted', territory: null, mayRedistribute: false, mustAttribute: true, expires: null },
]

/** What a new data set begins with. */
export function emptyDetails(): DatasetDetails {
  return { title: {}, description: {}, keywords: [], domain: null, licence: { id: 'CC-BY-4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null }, contact: null, access: 'open', language: ['ko'] }
}

/** Keywords from a line with commas; blanks and repetitions fall away. */
export function readKeywords(line: string): string[] {
  return [...new Set(line.split(/[,،、]/).map((word) => word.trim()).filter((word) => word !== ''))]
}

/** A slug from an English title: lower-case letters, digits and hyphens; empty where the title has none of them. */
export function slugFrom(title: string): string {
  return title.toLowerCase().normalize('NFKD').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 80).replace(/-+$/, '')
}
