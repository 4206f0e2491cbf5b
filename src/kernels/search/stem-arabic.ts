/** The fewest letters that must be left: most roots have three. */
const LEAST = 3

/** The article, alone and behind the conjunctions and prepositions that are written as one with it; longest first. */
const ARTICLES = ['وبال', 'وال', 'بال', 'كال', 'فال', 'ولل', 'ال', 'لل']

/** Endings of number, gender and possession, as folded; longest first. */
const ENDINGS = ['ات', 'ون', 'ين', 'ان', 'ها', 'هم', 'يه', 'ه', 'ي']

/** A folded Arabic word without the article; itself where there is none. */
export function withoutArabicArticle(word: string): string {
  const article = ARTICLES.find((article) => word.startsWith(article) && word.length - article.length >= LEAST)
  return word.slice(article?.length ?? 0)
}

/** What a folded Arabic word has in common with its plural, its feminine and its forms with article or "and". Light: it joins forms, and need not be a word. */
export function stemArabic(word: string): string {
  const bare = withoutArabicArticle(word)
  const alone = bare === word && word.startsWith('و') && word.length > LEAST + 1 ? word.slice(1) : bare
  const ending = ENDINGS.find((ending) => alone.endsWith(ending) && alone.length - ending.length >= LEAST)
  return alone.slice(0, alone.length - (ending?.length ?? 0))
}
