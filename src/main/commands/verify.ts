import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import { spawnVerifier } from '#dam/verify/spawn-verifier.ts'
import { Refusal } from '#platform/refusal.ts'
import { verificationText } from '../outcome.ts'
import type { Context } from '../context.ts'
import { type Command, textOption } from './command.ts'

/** Recounts a release from its files, for anyone; with the source, more of it. */
export const verify: Command = {
  name: 'verify',
  summary: 'Recount a release from its files, with or without its source',
  argument: { words: '<release>', description: 'the folder of the release' },
  options: [
    { words: '--source <file>', description: 'the delivery it was made from, to check every value against' },
    { words: '--trust <fingerprint>', description: 'the publisher\'s key, as sha256 of its public key in hexadecimal' },
  ],
  async run(request, context) {
    const release = resolve(request.files[0] ?? '')
    if (!existsSync(join(release, 'recipe.yaml'))) throw new Refusal('not-found', `${request.files[0]} is not the folder of a release: it holds no recipe.yaml`)
    const source = textOption(request, 'source')
    const trustedKey = textOption(request, 'trust')
    const table = source === undefined ? undefined : await collected(release, source, context)
    const report = await spawnVerifier(
      { release, seal: 'expected', ...(trustedKey && { trustedKey }), ...(table && { source: { table } }) },
      context,
    )
    return { ok: report.verdict === 'passed', text: verificationText(report), json: report }
  },
}

async function collected(release: string, source: string, { openEngine, progress, workspace, signal }: Context) {
  const { collectSource } = await import('#dam/collect/collect-source.ts')
  const { recipe } = await loadRecipe(join(release, 'recipe.yaml'))
  const { table } = await collectSource(
    { source: { ...recipe.source, path: resolve(source) }, columns: recipe.columns, directory: release, workspace, store: join(workspace, 'store') },
    { engine: await openEngine(), progress, signal },
  )
  return table
}
