/** Words that YAML 1.2, or an older reader of the same file, takes for something other than text. */
const SPECIAL = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i
/** A text that needs no quotes anywhere in YAML: it begins with a letter, and no sign of YAML's own follows. */
const BARE = /^[\p{L}_](?:[\p{L}\p{M}\p{N}_./+%()-]| (?=[\p{L}\p{M}\p{N}_./+%()-]))*$/u
/** YAML allows a key without its question mark 1024 characters at most. */
const LONGEST_KEY = 1000
/** Not to be written as they are: control characters, other line ends, the byte order mark, halves of pairs. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u

/**
 * A value as YAML on one line, mappings in braces: `{role: plain, levels: {at-most: 2}}`.
 *
 * Takes null, texts, finite numbers, booleans, lists, Maps and plain objects; keys whose value is undefined are left out.
 */
export function yamlLine(value: unknown): string {
  if (typeof value === 'string') return textLine(value)
  if (Array.isArray(value)) return `[${value.map(yamlLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value ?? null)
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return `{${entries.filter(([, inner]) => inner !== undefined).map(([key, inner]) => pairLine(String(key), yamlLine(inner))).join(', ')}}`
}

/** `key: value` within braces; the value is YAML already. */
export function pairLine(key: string, value: string): string {
  const written = textLine(key)
  return written.length > LONGEST_KEY ? `? ${written} : ${value}` : `${written}: ${value}`
}

/** `key: value` on a line of its own, or on two when the key is long; the value is YAML already. */
export function entryLines(key: string, value: string): string[] {
  const written = textLine(key)
  return written.length > LONGEST_KEY ? [`? ${written}`, `: ${value}`] : [`${written}: ${value}`]
}

function textLine(text: string): string {
  if (BARE.test(text) && !SPECIAL.test(text)) return text
  // Versions, dates and steps such as 5-years read better bare, and YAML 1.2 takes none for a number.
  if (/^\d+\.\d+\.\d+$|^\d{4}-\d{2}-\d{2}$|^\d+-[a-z]+$/.test(text)) return text
  if (!UNSEEN.test(text)) return `'${text.replaceAll("'", "''")}'`
  return JSON.stringify(text).replaceAll(new RegExp(UNSEEN, 'gu'), (unseen) => Array.from({ length: unseen.length }, (_, place) => `\\u${unseen.charCodeAt(place).toString(16).padStart(4, '0')}`).join(''))
}
