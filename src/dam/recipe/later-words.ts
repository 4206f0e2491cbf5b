/** Words of the recipe that a later version of datadam knows. */
const LATER = new Set([
  'find', 'strip-metadata', 'k-map', 'replace', 'redact', 'blur', 'image', 'images', 'video', 'videos', 'audio', 'folder', 's3', 'release',
])
/** Kinds of the source that mean a way of delivery, where the kind of what is delivered is asked. */
const DELIVERY = new Set(['http', 'https'])

/** What to say of an unknown word that is right in a later version, or right elsewhere; undefined for any other word. */
export function laterWord(word: string): string | undefined {
  if (DELIVERY.has(word)) return 'is a way of delivery: write the address into `path`, and the kind of its content here, such as csv.'
  if (word === 'replace' || word === 'redact') return 'is not available in this version of datadam: free text can be dropped for now, with do: drop.'
  return LATER.has(word) ? 'is not available in this version of datadam; leave it out for now.' : undefined
}
