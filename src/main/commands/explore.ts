import { basename, dirname, join, parse, resolve } from 'node:path'
import type { Exploration } from '#dam/compare/exploration.ts'
import { tellChoices } from '#dam/compare/tell-choices.ts'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import { type Recoding, RECODINGS } from '#dam/recipe/recipe.ts'
import { Refusal } from '#platform/refusal.ts'
import { replaceDurably } from '#platform/storage/durable-file.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import { textTable } from '../text-table.ts'
import { type Command, type CommandRequest, textOption } from './command.ts'

/** What k and the recoding cost, and what they protect from. */
export const explore: Command = {
  name: 'explore',
  summary: 'Show what each k and recoding would cost and protect from, as a table and a picture',
  argument: { words: '<recipe>', description: 'the recipe, YAML or JSON' },
  options: [
    { words: '--k <numbers>', description: 'values of k that are tried (2,5,10,25,50,100); the recipe\'s own always is' },
    { words: '--recoding <words>', description: `recodings that are tried (${RECODINGS.join(',')})` },
    { words: '--out <file>', description: 'the page with the pictures (<recipe>.explore.html beside the recipe)' },
  ],
  async run(request, context) {
    const [ks, recodings] = [readKs(request), readRecodings(request)]
    const recipe = await loadRecipe(resolve(request.files[0] ?? ''))
    const page = resolve(textOption(request, 'out') ?? join(recipe.directory, `${parse(recipe.file).name}.explore.html`))
    if (page === recipe.file) throw new Refusal('wrong-use', `--out ${basename(page)} is the recipe itself; name another file`)
    const [{ exploreRecipe }, { explorationPage }] = await Promise.all([import('#dam/explore-recipe.ts'), import('#dam/compare/exploration-page.ts')])
    const exploration = await exploreRecipe({ recipe, ks, recodings }, { ...context, engine: await context.openEngine(), clock: () => performance.now() })
    // For the steward: it tells of choices that are never released.
    await replaceDurably(page, explorationPage(exploration), 0o600).catch((fault: unknown) => refuseStorageFault(fault, `The page ${basename(page)} in ${dirname(page)}`))
    return { ok: true, json: { ...exploration, page }, text: textOf(exploration, page) }
  },
}

function readKs(request: CommandRequest): number[] {
  const given = textOption(request, 'k')
  if (given === undefined) return [2, 5, 10, 25, 50, 100]
  return given.split(',').map((word) => {
    const k = Number(word.trim())
    if (!/^\d+$/.test(word.trim()) || k < 2 || k > 1_000_000) throw new Refusal('wrong-use', `--k ${given} is not understood; write whole numbers from 2 on, such as 2,5,10`)
    return k
  })
}

function readRecodings(request: CommandRequest): Recoding[] {
  const given = textOption(request, 'recoding')
  if (given === undefined) return [...RECODINGS]
  return given.split(',').map((word) => {
    const recoding = RECODINGS.find((one) => one === word.trim())
    if (!recoding) throw new Refusal('wrong-use', `--recoding ${given} is not understood; write ${RECODINGS.join(', ')} or some of them, with commas`)
    return recoding
  })
}

function textOf(exploration: Exploration, page: string): string {
  const { head, rows, reasons } = tellChoices(exploration)
  const { choices } = exploration
  const numbers = head.flatMap(({ isNumber }, place) => (isNumber ? [place] : []))
  return [
    `${exploration.name}@${exploration.version}: k and recoding on ${exploration.rows.toLocaleString('en')} delivered rows, all else as in the recipe`,
    '',
    ...textTable([head.map(({ words }) => words), ...rows.map(({ cells }) => cells)], { numbers }),
    '',
    '*       no other choice that can be released has both less loss and less of the best attack beyond chance',
    'own     as in the recipe',
    ...(choices.some(({ outcome }) => outcome?.parity === 'broken') ? ['broken  cannot be released: groups are hidden, or lose, more than the recipe allows; the worst of them stands beside'] : []),
    ...reasons.map((reason, place) => `(${place + 1})     ${reason}`),
    '',
    `picture  ${page}`,
  ].join('\n')
}
