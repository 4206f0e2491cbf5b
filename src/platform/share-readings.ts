/**
 * Lets many who ask the same at once share one reading.
 *
 * Whoever comes while a reading is in hand shares the next one, which begins after they came: nobody is told what was true
 * before they asked, so a withdrawal counts at once. Nothing is kept for those who come later.
 *
 * @param keyOf the same for the same question; undefined for what is each asker's own, which is never shared
 */
export function shareReadings<Request, Result>(read: (request: Request) => Promise<Result>, keyOf: (request: Request) => string | undefined): (request: Request) => Promise<Result> {
  const lines = new Map<string, { readonly inHand: Promise<Result>; next?: Promise<Result> }>()

  function begin(key: string, request: Request): Promise<Result> {
    const line: { readonly inHand: Promise<Result>; next?: Promise<Result> } = { inHand: read(request) }
    lines.set(key, line)
    const end = () => { if (line.next === undefined) lines.delete(key) }
    line.inHand.then(end, end)
    return line.inHand
  }

  return (request) => {
    const key = keyOf(request)
    if (key === undefined) return read(request)
    const line = lines.get(key)
    if (line === undefined) return begin(key, request)
    const goOn = () => begin(key, request)
    line.next ??= line.inHand.then(goOn, goOn)
    return line.next
  }
}
