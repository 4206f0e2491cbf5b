import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Page } from '#platform/http/shapes.ts'
import { parseRecipe } from '#dam/recipe/load-recipe.ts'
import { editRecipe } from '#dam/recipe/edit-recipe.ts'
import type { LanguageText, Recipe } from '#dam/recipe/recipe.ts'
import { DatasetAnswer, type DatasetDetails, RowsAnswer, type Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { listRecipeFiles } from '#dam/catalogue/runs/recipe-files.ts'
import { RecipeAnswer, RunAnswer, UploadAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { EXAMPLE_CITY, type ExamplePeople, type PeopleParts, signInExamplePeople } from './example-people.ts'
import { type PortalSession, type ServerAddress, visitPortal } from './portal-session.ts'

/** A data set of the example: a folder with a recipe, and what makes the data that it names. */
export interface Example {
  readonly slug: string
  readonly domain: string
  readonly folder: string
  makeData(): Promise<void>
  /** Why the approver publishes it though facts that were measured fail. */
  readonly words: string
}

/** An example as it is served. */
export interface ServedExample {
  readonly slug: string
  /** Where its page is. */
  readonly page: string
  readonly title: string
  readonly version: string
  readonly rows: number
}

export interface FillNeeds {
  readonly server: ServerAddress
  readonly parts: PeopleParts
  readonly stop: AbortSignal
  say(line: string): void
}

const LOOK_MILLISECONDS = 400

/**
 * Publishes the examples through the portal's own interface, as people would: a steward uploads, saves the recipe, runs and
 * submits; somebody else approves. Begun anew, it goes on with whatever is not published yet.
 */
export async function fillExampleCity(examples: readonly Example[], needs: FillNeeds): Promise<ServedExample[]> {
  const visitor = visitPortal(needs.server)
  const missing: Example[] = []
  for (const example of examples) {
    if ((await visitor.find(DatasetAnswer, pathOf(example)))?.latest?.state !== 'published') missing.push(example)
  }
  if (missing.length > 0) {
    const people = await signInExamplePeople(needs.server, needs.parts)
    for (const example of missing) await publishExample(example, people, needs)
  }
  const served: ServedExample[] = []
  for (const { slug } of examples) served.push(await describeServed(slug, visitor, needs.server))
  return served
}

/** Asks for rows of each example as a reader without an account does; those of data that asks for one are refused. @throws where an answer is not as it must be */
export async function checkServedRows(served: readonly ServedExample[], server: ServerAddress): Promise<void> {
  const visitor = visitPortal(server)
  for (const { slug, version, rows } of served) {
    const path = `${pathOf({ slug })}/versions/${version}/rows?offset=0&limit=5`
    const { access } = await visitor.ask(DatasetAnswer, pathOf({ slug }))
    if (access === 'open') {
      const page = await visitor.ask(RowsAnswer, path)
      if (page.rows.length !== 5 || page.total !== rows || rows === 0) throw new Error(`${slug} is served without its rows`)
    } else {
      const answer = await fetch(`${server.address}/api/v1${path}`)
      await answer.body?.cancel()
      if (answer.status !== 401 || rows === 0) throw new Error(`${slug} asks for an account, and is served without one`)
    }
  }
}

async function publishExample(example: Example, people: ExamplePeople, needs: FillNeeds): Promise<void> {
  const { steward, approver } = people
  const path = pathOf(example)
  const { text, recipe, files } = await adaptRecipe(example)
  if (!await steward.find(DatasetAnswer, path)) await steward.ask(DatasetAnswer, `/organisations/${EXAMPLE_CITY.slug}/datasets`, { method: 'POST', body: { slug: example.slug, details: detailsOf(recipe, example) } })
  const { version } = recipe.release
  let begun = 0
  for (;;) {
    needs.stop.throwIfAborted()
    const { versions } = await steward.ask(DatasetAnswer, path)
    const state = versions.find((one) => one.version === version)?.state ?? 'draft'
    if (state === 'published') return
    if (state === 'withdrawn') throw new Error(`${example.slug} ${version} was withdrawn`)
    if (state === 'submitted') await approver.tell(`${path}/versions/${version}/approve`, { words: example.words })
    else if (state === 'evidence-complete') await steward.tell(`${path}/versions/${version}/submit`)
    else if (state === 'running') await waitForRun(example, steward, needs)
    else {
      if (++begun > 1) throw new Error(`The run of ${example.slug} did not end with a release`)
      needs.say(`  ${example.slug}: uploading, and starting its run`)
      await uploadMissing({ example, files, steward })
      const { problems } = await steward.ask(RecipeAnswer, `${path}/recipe`, { method: 'PUT', body: { text } })
      if (problems.length > 0) throw new Error(`The recipe of ${example.slug} is not sound, line ${problems[0]?.line}: ${problems[0]?.message}`)
      await steward.ask(RunAnswer, `${path}/runs`, { method: 'POST', body: {} })
    }
  }
}

/** The recipe with the names of uploads where it names files, which lie side by side on a server. */
async function adaptRecipe({ slug, folder }: Example): Promise<{ readonly text: string; readonly recipe: Recipe; readonly files: readonly string[] }> {
  const original = await readFile(join(folder, 'recipe.yaml'), 'utf8')
  const { recipe } = parseRecipe(original, { file: 'recipe.yaml' })
  const named = listRecipeFiles(recipe)
  const text = editRecipe(original, [{ path: ['dataset', 'name'], value: `${EXAMPLE_CITY.slug}/${slug}` }, ...named.map(({ path, name }) => ({ path, value: basename(name) }))])
  return { text, recipe, files: [...new Set(named.map(({ name }) => name))] }
}

function detailsOf({ dataset, release }: Recipe, { domain }: Example): DatasetDetails {
  return {
    title: wordsOf(dataset.title), description: wordsOf(dataset.description), keywords: [...dataset.keywords ?? []], domain,
    licence: { id: dataset.licence, territory: null, mayRedistribute: true, mustAttribute: true, expires: null },
    contact: `data@${EXAMPLE_CITY.slug}.example`, access: ACCESS[release.access], language: [...dataset.language ?? []],
  }
}

/** A text without a language is taken for Korean, the language of the examples. */
function wordsOf(text: LanguageText | undefined): Words {
  return typeof text === 'string' ? { ko: text } : { ...text }
}

/** What the recipe's words for access are in the catalogue. */
const ACCESS = { open: 'open', registered: 'registered', restricted: 'on-application' } as const

async function uploadMissing({ example, files, steward }: { readonly example: Example; readonly files: readonly string[]; readonly steward: PortalSession }): Promise<void> {
  const { items } = await steward.ask(Page(UploadAnswer), `${pathOf(example)}/uploads?limit=100`)
  const there = new Set(items.filter(({ state }) => state === 'complete').map(({ name }) => name))
  const missing = files.filter((file) => !there.has(basename(file)))
  if (missing.length > 0) await example.makeData()
  for (const file of missing) await steward.upload({ dataset: `${EXAMPLE_CITY.slug}/${example.slug}`, name: basename(file), bytes: await readFile(join(example.folder, file)) })
}

async function waitForRun(example: Example, steward: PortalSession, { stop, say }: FillNeeds): Promise<void> {
  let told = ''
  for (;;) {
    const { items: [run] } = await steward.ask(Page(RunAnswer), `${pathOf(example)}/runs?limit=1`)
    if (run?.state === 'failed' || run?.state === 'cancelled') throw new Error(`The run of ${example.slug} ended without a release: ${run.because ?? run.state}`)
    if (run?.state !== 'waiting' && run?.state !== 'running') return
    const stage = run.stages.find(({ state }) => state === 'running')?.stage ?? told
    if (stage !== told) say(`  ${example.slug}: ${stage}`)
    told = stage
    await wait(LOOK_MILLISECONDS, undefined, { signal: stop })
  }
}

async function describeServed(slug: string, visitor: PortalSession, { origin }: ServerAddress): Promise<ServedExample> {
  const { title, latest } = await visitor.ask(DatasetAnswer, pathOf({ slug }))
  if (latest?.state !== 'published') throw new Error(`${slug} is not published`)
  return { slug, page: `${origin}${pathOf({ slug })}`, title: title.en ?? title.ko ?? slug, version: latest.version, rows: latest.rows ?? 0 }
}

function pathOf({ slug }: Pick<Example, 'slug'>): string {
  return `/datasets/${EXAMPLE_CITY.slug}/${slug}`
}
