/** What the server said no to, or could not do. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** For whoever looks into the logs. */
  readonly requestId: string | null

  constructor(status: number, code: string, sentence: string, requestId: string | null) {
    super(sentence)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.requestId = requestId
  }
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  readonly signal?: AbortSignal
}

/** One list, cut to a page. */
export interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly total: number
}

/** Path below `/api/v1` with its query; parameters that are undefined or empty are left out, lists are named once for each value. */
export function addressOf(path: string, query: Asked['query'] = {}): string {
  const words = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [value].flat().map((one) => [name, String(one)])))
  return `/api/v1${path}${words.length === 0 ? '' : `?${new URLSearchParams(words)}`}`
}

/**
 * Asks the server.
 *
 * @param path below `/api/v1`
 * @throws {ApiProblem} with the server's own sentence; status 0 where it could not be reached
 */
export function ask<Answer>(path: string, asked: Asked = {}): Promise<Answer> {
  return fetchJson(addressOf(path, asked.query), asked)
}

/** The same for an address that is written whole. */
export async function fetchJson<Answer>(address: string, { method = 'GET', body, signal }: Asked = {}): Promise<Answer> {
  const response = await fetch(address, {
    method, credentials: 'same-origin', headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }), ...(signal && { signal }),
  }).catch((fault: unknown) => {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    throw new ApiProblem(0, 'unreachable', '', null)
  })
  const text = await response.text()
  if (!response.ok) throw problemFrom(response.status, text)
  const answer: Answer = text === '' ? undefined : JSON.parse(text)
  return answer
}

/** Reads `application/problem+json`, and what better-auth and proxies say. */
export function problemFrom(status: number, text: string): ApiProblem {
  const said = objectOf(text)
  const word = (name: string) => (typeof said[name] === 'string' ? said[name] : undefined)
  return new ApiProblem(status, word('code') ?? 'unknown', word('detail') ?? word('message') ?? word('title') ?? '', word('requestId') ?? null)
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}
