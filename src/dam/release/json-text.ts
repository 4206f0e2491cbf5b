/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A JSON file of a release: keys in the order given, two spaces, a final newline, so that the same content has the same bytes. */
export function jsonText(content: unknown): string {
  return `${JSON.stringify(content, undefined, 2)}\n`
}
