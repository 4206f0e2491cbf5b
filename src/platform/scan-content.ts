import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Looks for what would harm whoever opens a file. Content is read once, from its beginning to its end or to the first finding. */
export type ScanContent = (content: AsyncIterable<Uint8Array>) => Promise<'clean' | 'harmful'>

/** Where nobody scans: everything passes. */
export const scansNothing: ScanContent = () => Promise.resolve('clean')

/**
 * Scans by a program of the operator's, such as `clamdscan --no-summary -`: it is given the content on its standard input,
 * and ends with 0 where it read all and found nothing, with 1 where it found something, as ClamAV does.
 *
 * @param command the program and its words; no shell reads them
 * @throws {Error} where the content breaks off, or the program cannot be started or ends in another way: then nobody knows
 */
export function scanBy([program, ...words]: readonly [string, ...string[]]): ScanContent {
  return async (content) => {
    const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'ignore'] })
    const ended = once(child, 'close')
    let isWhole = false
    async function* toTheEnd(): AsyncGenerator<Uint8Array> {
      yield* content
      isWhole = true
    }
    // A program that has found something may stop reading, and the pipe then breaks: that is no fault.
    const [[code], broke] = await Promise.all([ended, pipeline(Readable.from(toTheEnd(), { objectMode: false }), child.stdin).then(() => undefined, (fault: unknown) => ({ fault }))])
    // To the program, content that broke off ended there.
    if (code === 0 && !isWhole) throw broke?.fault ?? new Error('The scanner did not read to the end')
    if (code === 0) return 'clean'
    if (code === 1) return 'harmful'
    throw new Error(`The scanner ended with ${String(code)}`)
  }
}
