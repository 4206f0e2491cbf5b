import { createHash } from 'node:crypto'

/**
 * Keeps what was worked out last, and lets all who ask for the same at one time share the work.
 *
 * Only for what never changes, such as what is counted in the files of a release. What failed is tried again.
 *
 * @param most how many results are kept
 */
export function keepLatest<Request, Result>(work: (request: Request) => Promise<Result>, { keyOf, most }: { readonly keyOf: (request: Request) => string; readonly most: number }): (request: Request) => Promise<Result> {
  const kept = new Map<string, Promise<Result>>()
  return (request) => {
    // What is asked may be longer than the answer, and is not kept.
    const key = createHash('sha256').update(keyOf(request)).digest('base64')
    const known = kept.get(key)
    const result = known ?? work(request)
    // Set anew, so that the map's order is that of last use.
    kept.delete(key)
    kept.set(key, result)
    if (known === undefined) {
      result.catch(() => { if (kept.get(key) === result) kept.delete(key) })
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
    }
    return result
  }
}
