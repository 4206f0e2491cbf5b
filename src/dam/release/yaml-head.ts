/** What the head of a dataset card holds: plain data whose keys are our own words; only values come from a recipe or a file. */
export type HeadValue = string | number | boolean | readonly HeadValue[] | { readonly [key: string]: HeadValue }

/**
 * Writes the head of a dataset card as YAML that every reader takes the same way.
 *
 * The Hub's readers speak YAML 1.1, where `no`, `012` and `2020-01-01` are no text; so a text stands bare
 * only when it cannot be anything else, and in double quotes with escapes otherwise (also of < and >, for readers that show a head as HTML).
 */
export function yamlHead(head: { readonly [key: string]: HeadValue }): string {
  return `---\n${mapLines(head).join('\n')}\n---\n`
}

function mapLines(map: { readonly [key: string]: HeadValue }): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    if (Array.isArray(value)) return value.length === 0 ? [`${key}: []`] : [`${key}:`, ...value.flatMap((item: HeadValue) => itemLines(item))]
    if (typeof value === 'object') return [`${key}:`, ...mapLines(Object.fromEntries(Object.entries(value))).map((line) => `  ${line}`)]
    return [`${key}: ${scalar(value)}`]
  })
}

function itemLines(item: HeadValue): string[] {
  if (typeof item !== 'object') return [`- ${scalar(item)}`]
  return mapLines(Object.fromEntries(Object.entries(item))).map((line, place) => (place === 0 ? `- ${line}` : `  ${line}`))
}

const WORDS_WITH_A_MEANING = /^(?:y|yes|n|no|true|false|on|off|null|nan|inf|infinity)$/i

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  const isBare = /^[\p{Script=Latin}\p{Script=Hangul}][\p{Script=Latin}\p{Script=Hangul}0-9_./@*-]*$/u.test(value) && !WORDS_WITH_A_MEANING.test(value)
  const isSizeOfTheHub = /^(?:\d+[KMBT]<)?n[<>]\d+[KMBT]$/.test(value)
  return isBare || isSizeOfTheHub ? value : JSON.stringify(value.toWellFormed()).replaceAll(/[<>\x7F-\xA0\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
