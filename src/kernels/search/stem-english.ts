const LEAST = 4

/**
 * What an English word has in common with its plural and its forms in -ing and -ed.
 *
 * Light: it joins forms, not meanings, and what it gives need not be a word (making, make → mak). Words of other
 * languages go through it too, in documents and queries alike.
 */
export function stemEnglish(word: string): string {
  if (word.length < LEAST || !/^[a-z]+$/.test(word)) return word
  return withoutEnding(withoutTense(withoutPlural(word)))
}

function withoutPlural(word: string): string {
  if (/.{2}ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/.{2}sis$/.test(word)) return word.slice(0, -2)
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2)
  return /[^siu]s$/.test(word) ? word.slice(0, -1) : word
}

function withoutTense(word: string): string {
  if (/[aeiouy].*ied$/.test(word)) return `${word.slice(0, -3)}y`
  const [, bare = word] = /^(.*[aeiouy].*?)(?:ing|(?<=[^e])ed)$/.exec(word) ?? []
  return bare.length === 2 && /[^aeiou]$/.test(bare) ? `${bare}e` : bare
}

/** One form of what writing changes at the end: stopped, stop; making, make; carries, carry. */
function withoutEnding(word: string): string {
  return word.length < LEAST ? word : word.replace(/e$/, '').replace(/([^aeiou])\1$/, '$1').replace(/y$/, 'i')
}
