import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { Refusal } from '#platform/refusal.ts'

/** A file of the release as text. @throws {Refusal} `bad-input` naming the file */
export async function readText(folder: string, path: string): Promise<string> {
  return readFile(join(folder, path), 'utf8').catch((cause: unknown) => { throw new Refusal('bad-input', `${path} cannot be read`, { cause }) })
}

/** A JSON file of the release, parsed. @throws {Refusal} `bad-input` naming the file and the field, never a value */
export async function readJson<Schema extends z.ZodType>(folder: string, path: string, schema: Schema): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(parseJson(await readText(folder, path), path))
  if (!parsed.success) throw new Refusal('bad-input', `${path}: ${parsed.error.issues[0]?.path.join('.') || 'the whole'} is missing or is not what the format asks`)
  return parsed.data
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal('bad-input', `${path} is not JSON`, { cause })
  }
}
