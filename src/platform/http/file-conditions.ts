/** What of a file tells whether somebody has it already. */
export interface FileStamp {
  /** Strong: other bytes, another tag. Without quotes. */
  readonly etag: string
  readonly modified: Date
}

/** What the conditions of a request come to. */
export type Condition = 'send' | 'not-modified' | 'precondition-failed'

/** Weighs the conditions of a request in the order of RFC 9110, 13.2.2. */
export function weighConditions(headers: Headers, stamp: FileStamp): Condition {
  const ifMatch = headers.get('if-match')
  const unmodifiedSince = readDate(headers.get('if-unmodified-since'))
  if (ifMatch !== null) {
    if (!tagsOf(ifMatch).some((tag) => tag === '*' || tag === quoted(stamp))) return 'precondition-failed'
  } else if (unmodifiedSince !== undefined && secondsOf(stamp.modified) > unmodifiedSince) return 'precondition-failed'

  const ifNoneMatch = headers.get('if-none-match')
  if (ifNoneMatch !== null) {
    // Compared weakly, since a proxy that compresses makes our tag a weak one.
    return tagsOf(ifNoneMatch).some((tag) => tag === '*' || tag.replace(/^W\//, '') === quoted(stamp)) ? 'not-modified' : 'send'
  }
  const modifiedSince = readDate(headers.get('if-modified-since'))
  return modifiedSince !== undefined && secondsOf(stamp.modified) <= modifiedSince ? 'not-modified' : 'send'
}

/** Whether a `Range` counts: without `If-Range`, or when what was begun is a part of this very file. A date counts only when it is exactly ours. */
export function isRangeCurrent(ifRange: string | null, stamp: FileStamp): boolean {
  if (ifRange === null) return true
  return ifRange.trim() === quoted(stamp) || readDate(ifRange) === secondsOf(stamp.modified)
}

/** The tag as a header writes it. */
export function quoted({ etag }: Pick<FileStamp, 'etag'>): string {
  return `"${etag}"`
}

function tagsOf(header: string): string[] {
  return Array.from(header.matchAll(/\*|(?:W\/)?"[^"]*"/g), ([tag]) => tag)
}

/** Only the form that HTTP prescribes; what cannot be read is no condition. */
function readDate(header: string | null): number | undefined {
  if (header === null || !/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(header.trim())) return undefined
  const milliseconds = Date.parse(header)
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000
}

/** HTTP counts in whole seconds. */
function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
