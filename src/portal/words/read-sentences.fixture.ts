import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@babel/core'
import { z } from 'zod'

const source = join(import.meta.dirname, '../..')
/** What the portal never shows: words of commands, of letters, and of whoever sets a server up. */
const UNSEEN = /^(?:portal|main|platform\/(?:backup|database|mail))\/|\.(?:test|fixture)\.tsx?$/
const MOST_FORMS = 32

const Node = z.looseObject({ type: z.string() })
type Node = z.infer<typeof Node>
const Texts = z.object({ quasis: z.array(z.object({ value: z.object({ cooked: z.string() }) })), expressions: z.array(Node) })
const Literal = z.object({ value: z.string() })
const Choice = z.object({ consequent: Node, alternate: Node })
const Pairs = z.object({ properties: z.array(z.looseObject({ key: z.looseObject({ name: z.string().optional() }).optional(), value: Node.optional() })) })
const Creation = z.object({ callee: z.looseObject({ name: z.string().optional() }), arguments: z.array(Node) })

/** Sentences of the server as its source writes them, `{0}`, `{1}`, … where it puts in what it knows only then. */
export interface ServerSentences {
  /** Written in English alone: why something is refused. */
  readonly refusals: ReadonlySet<string>
  /** Written in English and Korean, and not in Arabic: facts and their methods. */
  readonly bilingual: ReadonlySet<string>
}

/** Reads them from the syntax of the source, so that none is forgotten. A choice between texts makes a sentence of each. */
export function readServerSentences(): ServerSentences {
  const refusals = new Set<string>()
  const bilingual = new Set<string>()
  let isRuleBook = false
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) { node.forEach(visit); return }
    const known = Node.safeParse(node)
    if (!known.success) return
    if (known.data.type === 'NewExpression') {
      const { callee, arguments: [, sentence] } = Creation.parse(known.data)
      if (callee.name === 'Refusal' && sentence) formsOf(sentence).forEach((form) => refusals.add(form))
    }
    if (known.data.type === 'ObjectExpression') {
      const values = new Map(Pairs.parse(known.data).properties.map(({ key, value }) => [key?.name, value]))
      const english = values.get('en')
      if (english && values.has('ko') && !values.has('ar')) formsOf(english).forEach((form) => bilingual.add(form))
      const because = values.get('because')
      if (because && isRuleBook) formsOf(because).forEach((form) => refusals.add(form))
    }
    for (const [name, value] of Object.entries(known.data)) if (name !== 'loc') visit(value)
  }
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (!/\.tsx?$/.test(path) || UNSEEN.test(path)) continue
    isRuleBook = path.startsWith('kernels/rulebook/')
    visit(parseSync(readFileSync(join(source, path), 'utf8'), { filename: path, babelrc: false, configFile: false, parserOpts: { plugins: ['typescript', 'jsx'] } })?.program)
  }
  return { refusals, bilingual }
}

/** Every text that an expression may give, without its spaces around; none where that cannot be read from it. */
function formsOf(node: Node): string[] {
  return (textsOf(node) ?? []).map((text) => {
    let place = 0
    return text.replaceAll('\0', () => `{${place++}}`)
  }).filter((text) => /\p{L}{2}/u.test(text.replaceAll(/\{\d+\}/g, '')))
}

function textsOf(node: Node): string[] | undefined {
  if (node.type === 'StringLiteral') return [Literal.parse(node).value]
  if (node.type === 'ConditionalExpression') {
    const { consequent, alternate } = Choice.parse(node)
    const [one, other] = [textsOf(consequent), textsOf(alternate)]
    return one || other ? [...one ?? ['\0'], ...other ?? ['\0']] : undefined
  }
  if (node.type !== 'TemplateLiteral') return undefined
  const { quasis, expressions } = Texts.parse(node)
  return quasis.reduce<string[]>((texts, { value: { cooked } }, place) => {
    const expression = expressions[place]
    const ends = expression === undefined ? [''] : textsOf(expression) ?? ['\0']
    const longer = texts.flatMap((text) => ends.map((end) => text + cooked + end))
    return longer.length > MOST_FORMS ? texts.map((text) => `${text}${cooked}\0`) : longer
  }, [''])
}
