import type { Recipe } from '#dam/recipe/recipe.ts'
import { textIn } from './language-text.ts'
import { licenceNamed } from './licence.ts'

/** How to cite one version, as a BibTeX entry of plain words. `date` is that of publication, YYYY-MM-DD. */
export function bibtexOf(recipe: Recipe, date: string): string {
  const { dataset, release } = recipe
  const name = publishedName(recipe)
  const lines = [
    `  title = {${plain(textIn(dataset.title, 'en'))}},`,
    `  author = {{${plain(creatorName(recipe))}}},`,
    `  year = {${date.slice(0, 4)}},`,
    `  version = {${release.version}},`,
    `  note = {${name.publisher}/${name.dataset}; ${plain(licenceNamed(dataset.licence).name)}},`,
    ...(dataset.url ? [`  url = {${plain(dataset.url)}},`] : []),
  ]
  return `@misc{${name.publisher}-${name.dataset}-${release.version},\n${lines.join('\n')}\n}`
}

/** The two halves of `publisher/data-set`. */
export function publishedName({ dataset }: Recipe): { readonly publisher: string; readonly dataset: string } {
  const [publisher = '', name = ''] = dataset.name.split('/')
  return { publisher, dataset: name }
}

/** Who made the data, in English where known; the publisher's name where the recipe names nobody. */
export function creatorName(recipe: Recipe): string {
  const { creator } = recipe.dataset
  return creator ? textIn(creator.name, 'en') : publishedName(recipe).publisher
}

/** BibTeX has no way to write some signs in a value, and the entry stands between Markdown fences. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029{}\\`]+/gu, ' ').trim()
}
