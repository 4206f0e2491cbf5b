import { Refusal } from '#platform/refusal.ts'

/** The largest file that is fetched, in bytes. */
export const MOST_DOWNLOADED_BYTES = 50e9

const IDLE_MILLISECONDS = 60_000

/**
 * Fetches a file as a stream, following redirects.
 *
 * @throws {Refusal} `not-found` when it cannot be reached or the answer is not 200; `bad-input` when it is too large
 *   or breaks off; `cancelled`. No message holds the address's query, which may be secret.
 */
export async function* download(url: URL, name: string, options: { readonly fetch: typeof fetch; readonly signal?: AbortSignal | undefined; readonly limitBytes?: number | undefined }): AsyncGenerator<Uint8Array> {
  const limitBytes = options.limitBytes ?? MOST_DOWNLOADED_BYTES
  const idle = new AbortController()
  let timer = setTimeout(() => idle.abort(), IDLE_MILLISECONDS)
  const signal = AbortSignal.any([idle.signal, ...(options.signal ? [options.signal] : [])])
  const explain = (fault: unknown, otherwise: Refusal): never => {
    if (fault instanceof Refusal) throw fault
    if (options.signal?.aborted) throw new Refusal('cancelled', 'The run was stopped', { cause: fault })
    if (idle.signal.aborted) throw new Refusal('not-found', `${name} did not answer for ${IDLE_MILLISECONDS / 1000} seconds; try again later`, { cause: fault })
    throw otherwise
  }
  try {
    const answer = await options.fetch(url, { redirect: 'follow', signal }).catch((fault: unknown) => explain(fault, new Refusal('not-found', `${name} could not be reached; check the address and the network`, { cause: fault })))
    if (answer.status !== 200 || !answer.body) {
      await answer.body?.cancel()
      throw new Refusal('not-found', `${name} answered with status ${answer.status} where 200 is expected; check the address and whether it is public`)
    }
    if (Number(answer.headers.get('content-length') ?? 0) > limitBytes) {
      await answer.body.cancel()
      throw tooLarge(name, limitBytes)
    }
    let bytes = 0
    for await (const chunk of answer.body) {
      clearTimeout(timer)
      timer = setTimeout(() => idle.abort(), IDLE_MILLISECONDS)
      bytes += chunk.byteLength
      if (bytes > limitBytes) throw tooLarge(name, limitBytes)
      yield chunk
    }
  } catch (fault) {
    explain(fault, new Refusal('bad-input', `${name} broke off before its end; try again`, { cause: fault }))
  } finally {
    clearTimeout(timer)
  }
}

function tooLarge(name: string, limitBytes: number): Refusal {
  return new Refusal('bad-input', `${name} is larger than ${limitBytes / 1e9} GB; fetch it by hand and name the file`)
}
