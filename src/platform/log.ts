import { pino } from 'pino'
import { Refusal } from '#platform/refusal.ts'

/** What is told of one request: how it went, never who asked or for what. */
export interface RequestLine {
  readonly requestId: string
  readonly method: string
  /** The pattern of the route, such as `/datasets/:publisher/:slug`; the path itself may name a person. */
  readonly route: string
  readonly status: number
  readonly milliseconds: number
}

/** Where a fault happened. */
export interface FaultPlace {
  readonly requestId?: string
  readonly job?: string
}

/**
 * The log of the program, one JSON line each. It takes no text but our own, so that no personal data can get into it:
 * of a fault it keeps the kind and the places in the code, since messages may quote a value.
 */
export interface Log {
  request(line: RequestLine): void
  fault(fault: unknown, place?: FaultPlace): void
  /** Something about the program itself, in a sentence without any value of the data. */
  note(sentence: string): void
}

/** Writes the log to a stream, such as the process's stderr. */
export function openLog(stream: { write(line: string): unknown }): Log {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } }, { write: (line) => { stream.write(line) } })
  return {
    request: ({ requestId, method, route, status, milliseconds }) => logger.info({ requestId, method, route, status, milliseconds: Math.round(milliseconds * 10) / 10 }, 'request'),
    fault: (fault, { requestId, job } = {}) => logger.error({ ...(requestId !== undefined && { requestId }), ...(job !== undefined && { job }), fault: describeFault(fault) }, 'fault'),
    note: (sentence) => logger.info(sentence),
  }
}

/** What may be told of a fault and of what caused it. */
interface FaultWords {
  readonly name: string
  /** A word of the system or the database, such as ECONNREFUSED or 23505. */
  readonly code?: string
  /** Our own sentence, which holds no personal data. */
  readonly refusal?: string
  readonly at?: readonly string[]
  readonly cause?: FaultWords
}

const MOST_CAUSES = 5
const MOST_PLACES = 8

function describeFault(fault: unknown, depth = 0): FaultWords {
  if (!(fault instanceof Error)) return { name: typeof fault }
  const code = 'code' in fault && typeof fault.code === 'string' && /^\w{1,40}$/.test(fault.code) ? fault.code : undefined
  const cause = fault.cause === undefined || depth >= MOST_CAUSES ? undefined : describeFault(fault.cause, depth + 1)
  return { name: fault.name, ...(fault instanceof Refusal ? { refusal: fault.message } : { ...(code !== undefined && { code }), at: placesOf(fault) }), ...(cause && { cause }) }
}

/** The lines of the stack after the message, which stands before them and may look like them. */
function placesOf({ stack = '', message }: Error): string[] {
  const end = message === '' ? 0 : stack.indexOf(message)
  if (end === -1) return []
  return Array.from(stack.slice(end + message.length).matchAll(/^ {4}at (.+)$/gm), ([, place = '']) => place).slice(0, MOST_PLACES)
}
