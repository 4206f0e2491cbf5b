import { z } from 'zod'
import { laterWord } from './later-words.ts'
import { didYouMean } from './nearest-word.ts'
import { quoted, type RecipePath } from './problem.ts'

type Issue = z.core.$ZodIssue

/** One wrong thing, not yet given its place; `ofKey` when the key itself is wrong. */
export interface Finding {
  readonly path: RecipePath
  readonly ofKey: boolean
  readonly sentence: string
}

/**
 * Checks data against a schema and says in whole sentences what is wrong, all of it, none twice.
 *
 * `data` is what a YAML text held. Of a union, the member that the keys point to is explained; when none
 * does, the union's own message says which forms there are.
 */
export function checkAgainst<Schema extends z.ZodType>(schema: Schema, data: unknown): { value: z.output<Schema> } | { findings: readonly Finding[] } {
  // The list of unknown keys is the same object here and in the finished issue: it leads to the known ones.
  const known = new Map<unknown, readonly string[]>()
  const parsed = schema.safeParse(data, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject) known.set(issue.keys, Object.keys(issue.inst.shape))
      if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodRecord && issue.inst.keyType instanceof z.ZodEnum) known.set(issue.keys, issue.inst.keyType.options.map(String))
      return issue.code !== 'invalid_union' && issue.inst instanceof z.ZodType ? issue.inst.description ?? '' : ''
    },
  })
  if (parsed.success) return { value: parsed.data }
  const findings = parsed.error.issues.flatMap((issue) => describe(issue, [], data, known))
  return { findings: findings.filter((finding) => !isExplained(finding, findings, data)) }
}

/** A key that is missing because it is misspelt, or because a form of a later version stands there, is told once. */
function isExplained({ path, sentence }: Finding, findings: readonly Finding[], data: unknown): boolean {
  if (!sentence.startsWith('is missing')) return false
  const parent = JSON.stringify(path.slice(0, -1))
  const siblings = findings.filter((other) => other.ofKey && JSON.stringify(other.path.slice(0, -1)) === parent)
  const given = valueAt(data, path.slice(0, -1))
  const isLater = isMapping(given) && Object.keys(given).length > 0 && Object.keys(given).every((key) => laterWord(key) !== undefined)
  return isLater || siblings.some((other) => other.sentence.endsWith(` Did you mean ${path.at(-1)}?`))
}

type Known = ReadonlyMap<unknown, readonly string[]>

function describe(issue: Issue, above: RecipePath, data: unknown, known: Known): Finding[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  const given = valueAt(data, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], key, known.get(issue.keys) ?? []))
  if (issue.code === 'invalid_union') return describeUnion(issue, path, data, known)
  return [{ path, ofKey: false, sentence: sentenceFor(issue, given) }]
}

function unknownKey(path: RecipePath, key: string, known: readonly string[]): Finding {
  const choice = known.length === 0 ? '' : ` Known here: ${known.join(', ')}.`
  const sentence = laterWord(key) ?? `is not a known key.${didYouMean(key, known) || choice}`
  return { path, ofKey: true, sentence }
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: RecipePath, data: unknown, known: Known): Finding[] {
  const given = valueAt(data, path)
  const members = flatMembers(issue).filter((member) => !isOfOtherKind(member, given))
  const [only] = members
  const isWord = only?.every((inner) => inner.code === 'invalid_value' && inner.path.length === 0) ?? false
  if (members.length === 1 && only && !isWord) return only.flatMap((inner) => describe(inner, path, data, known))
  const pointedTo = members.filter((member) => missingKeys(member, given).length === 0)
  const [first] = pointedTo
  if (isMapping(given) && first) {
    const findings = first.flatMap((inner) => describe(inner, path, data, known))
    if (pointedTo.length === 1) return findings
    return findings.map((finding) => (finding.ofKey && !finding.sentence.includes('Did you mean') ? { path: finding.path, ofKey: true, sentence: 'does not go together with the key beside it; keep one of them.' } : finding))
  }
  const words = members.flat().flatMap((inner) => (inner.code === 'invalid_value' && inner.path.length === 0 ? inner.values.map(String) : []))
  const keys = members.flatMap((member) => missingKeys(member, given))
  const written = typeof given === 'string' ? [given] : isMapping(given) ? Object.keys(given) : []
  const later = written.map(laterWord).find((sentence) => sentence !== undefined)
  if (later && !isMapping(given)) return [{ path, ofKey: false, sentence: `${quoted(String(given))} ${later}` }]
  if (later) return [{ path: [...path, ...written.filter((word) => laterWord(word) === later).slice(0, 1)], ofKey: true, sentence: later }]
  const hint = written.map((word) => didYouMean(word, [...words, ...keys])).find((question) => question !== '') ?? ''
  return [{ path, ofKey: false, sentence: `${describeGiven(given)}; ${issue.message || 'it has none of the known forms'}.${hint}` }]
}

/** The members' own issues, those of unions within the union put beside the others. */
function flatMembers(issue: z.core.$ZodIssueInvalidUnion): readonly (readonly Issue[])[] {
  return issue.errors.flatMap((member) => {
    const [inner] = member
    return member.length === 1 && inner?.code === 'invalid_union' && inner.path.length === 0 ? flatMembers(inner) : [member]
  })
}

/** Whether the member wants a list, say, where a mapping was given. */
function isOfOtherKind(member: readonly Issue[], given: unknown): boolean {
  return member.some((issue) => issue.path.length === 0 && (issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof given !== 'string')))
}

function missingKeys(member: readonly Issue[], given: unknown): string[] {
  return member.flatMap(({ path }) => {
    const [key] = path
    return typeof key === 'string' && path.length === 1 && isMapping(given) && !Object.hasOwn(given, key) ? [key] : []
  })
}

function sentenceFor(issue: Issue, given: unknown): string {
  // A schema's own sentence, or its description, put in by checkAgainst.
  const hint = issue.message === '' ? '' : ` ${issue.message}${issue.message.endsWith('.') ? '' : '.'}`
  switch (issue.code) {
    case 'invalid_type':
      if (given === undefined) return `is missing; write ${KINDS.get(issue.expected) ?? issue.expected}.${hint}`
      if (issue.expected === 'string' && typeof given === 'number') return `is a number; write it in quotes if it is meant as text.${hint}`
      return `${typeof given === 'string' ? 'is a text' : describeGiven(given)}; write ${KINDS.get(issue.expected) ?? issue.expected}.${hint}`
    case 'invalid_value': {
      const words = issue.values.map(String)
      const choice = words.length === 1 ? words.join('') : `one of ${words.join(', ')}`
      if (given === undefined) return `is missing; write ${choice}.`
      if (typeof given !== 'string') return `${describeGiven(given)}; write ${choice}.`
      return `${quoted(given)} ${laterWord(given) ?? `is not known here; write ${choice}.${didYouMean(given, words)}`}`
    }
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return `is empty; write at least one ${issue.origin === 'string' ? 'character' : 'entry'}.`
      return `is too small; write ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}.`
    case 'too_big':
      if (issue.origin === 'string') return `is too long; write ${issue.maximum} character${issue.maximum === 1 ? '' : 's'}.`
      return `is too large; write ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}.`
    case 'invalid_format': return `has the wrong form; ${(FORMATS.get(issue.format) ?? issue.message) || 'see the documentation'}.`
    case 'custom': return `is not complete; ${issue.message}.`
    default: return `does not fit here.${hint}`
  }
}

const KINDS = new Map<string, string>([
  ['string', 'a text'], ['number', 'a number'], ['int', 'a whole number'], ['boolean', 'true or false'], ['array', 'a list: [a, b]'], ['object', 'a mapping: {key: value}'], ['record', 'a mapping: {name: value}'],
])
const FORMATS = new Map<string, string>([['date', 'write a day as 2026-01-31'], ['url', 'write a whole address, such as https://example.org/data']])

function describeGiven(given: unknown): string {
  if (given === undefined) return 'is missing'
  if (given === null) return 'has no value'
  if (Array.isArray(given)) return 'is a list'
  if (typeof given === 'string') return `${quoted(given)} is not known here`
  if (typeof given === 'number') return Number.isFinite(given) ? `${given} does not fit here` : 'is not a finite number'
  if (typeof given === 'boolean') return `${given} does not fit here`
  return 'is a mapping of another form'
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueAt(data: unknown, path: RecipePath): unknown {
  let value = data
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step]
    else if (isMapping(value) && Object.hasOwn(value, String(step))) value = value[String(step)]
    else return undefined
  }
  return value
}
