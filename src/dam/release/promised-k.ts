/** The k of k-anonymity which a release promises, if it does; the largest where several are written. */
export function promisedK({ models }: { readonly models: readonly object[] }): number | undefined {
  const promised = models.flatMap((model) => Object.entries(model)).flatMap(([name, k]: [string, unknown]) => (name === 'k-anonymity' && typeof k === 'number' ? [k] : []))
  return promised.length === 0 ? undefined : Math.max(...promised)
}
