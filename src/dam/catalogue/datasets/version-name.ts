/** A version's full name, as its recipe and its folder have it: `city/discharges@1.0.0`. */
export function versionName({ publisher, slug, version }: { readonly publisher: string; readonly slug: string; readonly version: string }): string {
  return `${publisher}/${slug}@${version}`
}
