import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Refusal } from '#platform/refusal.ts'
import type { ZipMember } from './zip-archive.ts'

/** What a sheet's cells refer to. */
export interface Workbook {
  /** The sheet's own file in the archive. */
  readonly sheet: ZipMember
  readonly sharedTexts: readonly string[]
  /** For each cell style, how a number is shown. */
  readonly styles: readonly NumberKind[]
  /** Days are counted from 1904 and not from 1900. */
  readonly isFrom1904: boolean
}

export type NumberKind = 'number' | 'date' | 'time' | 'timestamp'

const MOST_SHARED_CHARACTERS = 512e6

/** Reads what a workbook says about one of its sheets, the first when none is named. @throws {Refusal} `bad-input` for what is no workbook, or has no such sheet */
export async function readWorkbook(members: readonly ZipMember[], name: string, sheet: string | undefined): Promise<Workbook> {
  const find = (path: string) => members.find((member) => member.name.toLowerCase() === path.toLowerCase())
  const book = find('xl/workbook.xml')
  if (!book) throw new Refusal('bad-input', `${name} is not an Excel workbook (.xlsx); save it as one, or name its true kind in the recipe (source.kind)`)
  const sheets: { name: string; id: string }[] = []
  let isFrom1904 = false
  await readXml(book, name, {
    open(tag, attributes) {
      if (tag === 'sheet') sheets.push({ name: attributes.get('name') ?? '', id: attributes.get('id') ?? '' })
      if (tag === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '')
    },
  })
  const wanted = sheet === undefined ? sheets[0] : sheets.find((one) => one.name.normalize('NFC') === sheet.normalize('NFC'))
  if (!wanted) throw new Refusal('bad-input', `${name} has no sheet called ${sheet ?? '(first)'}; its sheets are: ${sheets.map((one) => one.name).join(', ')}`)
  const targets = new Map<string, string>()
  const relations = find('xl/_rels/workbook.xml.rels')
  if (relations) await readXml(relations, name, { open(tag, attributes) { if (tag === 'Relationship') targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '') } })
  const target = targets.get(wanted.id) ?? 'worksheets/sheet1.xml'
  const file = find(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  if (!file) throw new Refusal('bad-input', `${name} lacks the file of its sheet ${wanted.name}; save it again`)
  const texts = find('xl/sharedStrings.xml')
  const styles = find('xl/styles.xml')
  return { sheet: file, isFrom1904, sharedTexts: texts ? await readSharedTexts(texts, name) : [], styles: styles ? await readStyles(styles, name) : [] }
}

/** Hears an XML file as it is read; names without their namespace's prefix. */
export interface XmlListener {
  open?(tag: string, attributes: ReadonlyMap<string, string>): void
  text?(text: string): void
  close?(tag: string): void
}

/** Reads a member as XML to its end. @throws {Refusal} `bad-input` when it is no XML */
async function readXml(member: ZipMember, name: string, listener: XmlListener): Promise<void> {
  for await (const _chunk of readXmlChunks(member, name, listener)) continue
}

/** Reads a member as XML and pauses after every chunk, so that what was heard can be handed on. @throws {Refusal} `bad-input` when it is no XML */
export async function* readXmlChunks(member: ZipMember, name: string, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (fault) => { throw new Refusal('bad-input', `${name} is damaged: a part of it is no XML; save it again`, { cause: fault }) })
  parser.on('opentag', (tag: SaxesTagPlain) => listener.open?.(local(tag.name), new Map(Object.entries(tag.attributes).map(([key, value]) => [local(key), value]))))
  parser.on('text', (text) => listener.text?.(text))
  parser.on('cdata', (text) => listener.text?.(text))
  parser.on('closetag', (tag: SaxesTagPlain) => listener.close?.(local(tag.name)))
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of member.bytes()) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
  yield
}

/** Undoes the escapes that Excel writes for characters that XML cannot hold: _x000D_. */
export function unescapeText(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text
}

/** What kind of value a number format shows. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) {
    if (id === 22) return 'timestamp'
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date'
    return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? 'time' : 'number'
  }
  // Hours beyond 24 ([h]) are a duration, which no date or time of day can hold.
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
  if (/\[(h+|m+|s+)\]/i.test(bare)) return 'number'
  const letters = bare.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/General/gi, '').replaceAll(/AM\/PM|A\/P/gi, 'h').toLowerCase()
  const isTime = /[hs]/.test(letters)
  const isDate = /[yd]/.test(letters) || (!isTime && letters.includes('m'))
  return isDate ? (isTime ? 'timestamp' : 'date') : isTime ? 'time' : 'number'
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

async function readSharedTexts(member: ZipMember, name: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let isInText = false
  let isPhonetic = false
  let characters = 0
  await readXml(member, name, {
    open(tag) {
      if (tag === 'si') text = ''
      if (tag === 'rPh') isPhonetic = true
      if (tag === 't') isInText = !isPhonetic
    },
    text(piece) { if (isInText) text += piece },
    close(tag) {
      if (tag === 't') isInText = false
      if (tag === 'rPh') isPhonetic = false
      if (tag !== 'si') return
      texts.push(unescapeText(text))
      characters += text.length
      if (characters > MOST_SHARED_CHARACTERS) throw new Refusal('bad-input', `${name} holds more than ${MOST_SHARED_CHARACTERS / 1e6} million characters of shared text; save it as CSV`)
    },
  })
  return texts
}

async function readStyles(member: ZipMember, name: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>()
  const kinds: NumberKind[] = []
  let isInCells = false
  await readXml(member, name, {
    open(tag, attributes) {
      if (tag === 'numFmt') codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
      if (tag === 'cellXfs') isInCells = true
      const id = Number(attributes.get('numFmtId') ?? 0)
      if (tag === 'xf' && isInCells) kinds.push(kindOfFormat(id, codes.get(id)))
    },
    close(tag) { if (tag === 'cellXfs') isInCells = false },
  })
  return kinds
}
