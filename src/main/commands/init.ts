import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { profileDelivery } from './profile.ts'
import { type Command, textOption } from './command.ts'

/** Proposes a recipe from the data, with a reason for every guess. */
export const init: Command = {
  name: 'init',
  summary: 'Propose a recipe from the data, with a reason for every guess',
  argument: { words: '<files...>', description: 'the table, in one file or several' },
  options: [
    { words: '--out <recipe>', description: 'where to write it (recipe.yaml beside the first file)' },
    { words: '--name <name>', description: 'publisher/data-set' },
  ],
  async run(request, context) {
    const out = resolve(textOption(request, 'out') ?? join(dirname(resolve(request.files[0] ?? '')), 'recipe.yaml'))
    if (existsSync(out)) throw new Refusal('conflict', `${out} is there already; move it away, or name another file with --out`)
    const { proposeRecipe } = await import('#dam/recipe/propose-recipe.ts')
    const { profile, collect } = await profileDelivery(request.files, context)
    const name = textOption(request, 'name')
    const sources = request.files.map((file) => (/^https?:/i.test(file) ? file : relative(dirname(out), resolve(file))))
    const text = proposeRecipe({ profile, collect, sources, ...(name && { name }) })
    await writeFile(out, text, { flag: 'wx' })
    const unsure = profile.columns.filter((column) => !column.role.sure).map((column) => column.name)
    return {
      ok: true,
      json: { outcome: 'proposed', recipe: out, columns: profile.columns.length, unsure },
      text: [
        `Wrote ${out} for ${profile.rows.toLocaleString('en')} rows and ${profile.columns.length} columns.`,
        unsure.length > 0 ? `Decide ${unsure.length === 1 ? 'this column' : `these ${unsure.length} columns`}, marked CHECK in the file: ${unsure.join(', ')}.` : 'Read it once: every guess has its reason beside it.',
        `Then: datadam run ${relative('.', out)}`,
      ].join('\n'),
    }
  },
}
