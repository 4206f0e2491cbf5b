import { SaxesParser } from 'saxes'

/** The texts of an XML answer of S3, by the names of the elements around them: `Contents/Key`. */
export interface S3Answer {
  /** The first text of this path below the root element. */
  text(path: string): string | undefined
  /** One mapping for each element of this name directly below the root. */
  records(name: string): readonly ReadonlyMap<string, string>[]
}

/** Reads an answer of S3; its elements nest by two at most where we ask. */
export function readS3Answer(xml: string): S3Answer {
  const texts = new Map<string, string>()
  const records: { name: string; values: Map<string, string> }[] = []
  const path: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (fault) => { throw new Error('The object store did not answer in well-formed XML', { cause: fault }) })
  parser.on('opentag', ({ name }) => {
    path.push(name)
    if (path.length === 2) records.push({ name, values: new Map() })
  })
  parser.on('text', (text) => {
    const below = path.slice(1)
    if (below.length === 0 || text.trim() === '') return
    const key = below.join('/')
    if (!texts.has(key)) texts.set(key, text)
    records.at(-1)?.values.set(below.slice(1).join('/'), text)
  })
  parser.on('closetag', () => { path.pop() })
  parser.write(xml).close()
  return {
    text: (wanted) => texts.get(wanted),
    records: (wanted) => records.filter(({ name }) => name === wanted).map(({ values }) => values),
  }
}

/** A fault, with the status but without the answer, which may name keys. */
export function unexpected(act: string, { status }: Response): Error {
  return new Error(`The object store answered ${act} with status ${status}`)
}
