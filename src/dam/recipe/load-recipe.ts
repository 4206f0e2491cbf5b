import { open } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Document } from 'yaml'
import { Refusal } from '#platform/refusal.ts'
import { checkAgainst } from './describe-issues.ts'
import { refuseProblems, type Place, type RecipePath } from './problem.ts'
import { readYaml, withoutPrototype, type YamlText } from './read-yaml.ts'
import { Recipe } from './recipe.ts'

/** A recipe and where it came from. */
export interface LoadedRecipe {
  /** Mappings by name (columns, cells, value trees) have no prototype: any name may be looked up. */
  readonly recipe: Recipe
  /** Names of `recipe.columns` in the order of the file; the mapping itself puts names such as `10` first. */
  readonly columnNames: readonly string[]
  /** Absolute. */
  readonly file: string
  /** What messages call the file. */
  readonly label: string
  /** Absolute; paths in the recipe start here. */
  readonly directory: string
  readonly text: string
  readonly document: Document
  /** Where a value stands in the text; of a value that is not there, its nearest ancestor. */
  place(path: RecipePath): Place
  /** A scalar as it was written, quotes left out. */
  written: YamlText['written']
}

/** A longer text is no recipe. */
const LONGEST_BYTES = 5_000_000

/**
 * Reads a recipe from a text, YAML or JSON; `file` is where the text lies or will lie.
 *
 * Only the form is checked here; `checkRecipe` looks at what the parts say of each other.
 *
 * @throws {Refusal} `bad-recipe` with every problem and its place
 */
export function parseRecipe(text: string, { file }: { file: string }): LoadedRecipe {
  const label = basename(file)
  if (Buffer.byteLength(text) > LONGEST_BYTES) throw tooLong(label)
  const yaml = readYaml(text)
  refuseProblems(label, yaml.problems)
  if (yaml.data === null || yaml.data === undefined) throw new Refusal('bad-recipe', `${label}: the file is empty; \`datadam init\` writes a recipe from the data.`)
  const checked = checkAgainst(Recipe, escapeKeys(yaml.data))
  if ('findings' in checked) {
    refuseProblems(label, checked.findings.map(({ path: escaped, ofKey, sentence }) => {
      const path = escaped.map((step) => (typeof step === 'string' ? unescapeKey(step) : step))
      return { path, sentence, place: ofKey ? yaml.keyPlace(path) : yaml.place(path) }
    }))
    throw new Error('a recipe was refused without a finding')
  }
  const absolute = resolve(file)
  return {
    recipe: unescapeKeys(checked.value), columnNames: yaml.keys(['columns']),
    file: absolute, label, directory: dirname(absolute), text, document: yaml.document, place: yaml.place, written: yaml.written,
  }
}

/**
 * Reads a recipe file.
 *
 * @throws {Refusal} `not-found`, or `bad-recipe` as `parseRecipe`
 */
export async function loadRecipe(path: string): Promise<LoadedRecipe> {
  const file = await open(path).catch((cause: unknown) => {
    throw new Refusal('not-found', `There is no recipe ${path} that can be read; name a YAML or JSON file.`, { cause })
  })
  try {
    const status = await file.stat()
    if (!status.isFile()) throw new Refusal('bad-recipe', `${path} is not a file; name a YAML or JSON file.`)
    if (status.size > LONGEST_BYTES) throw tooLong(basename(path))
    return parseRecipe(decode(await file.readFile(), basename(path)), { file: path })
  } finally {
    await file.close()
  }
}

function decode(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Refusal('bad-recipe', `${label}: the file is not UTF-8; save it as UTF-8.`, { cause })
  }
}

function tooLong(label: string): Refusal {
  return new Refusal('bad-recipe', `${label}: the file is larger than ${LONGEST_BYTES / 1e6} MB; a recipe is a few kilobytes. Put long lists into files of their own.`)
}

// zod drops the key __proto__ from every record it returns, so it passes as another key and is given back its name after.
function escapeKeys(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(escapeKeys)
  if (typeof data !== 'object' || data === null) return data
  return withoutPrototype(Object.entries(data).map(([key, value]) => [/^__proto__\0*$/.test(key) ? `${key}\0` : key, escapeKeys(value)] as const))
}

function unescapeKey(key: string): string {
  return /^__proto__\0+$/.test(key) ? key.slice(0, -1) : key
}

function unescapeKeys<Value>(data: Value): Value {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return withoutPrototype(Object.entries(value).map(([key, inner]) => [unescapeKey(key), walk(inner)] as const))
  }
  // Safe: the same mappings, lists and values under the same keys, but for the prototype.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return walk(data) as Value
}
