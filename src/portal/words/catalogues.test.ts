import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getConfig } from '@lingui/conf'
import { getCatalogs } from '@lingui/cli/api'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const config = getConfig({ cwd: root, configPath: join(root, 'lingui.config.ts') })
const [catalogue] = await getCatalogs(config)
if (catalogue === undefined) throw new Error('lingui.config.ts names no catalogue')

/** Names that stand in braces or as tags: what a translation must hold as well. */
function placeholders(message: string): readonly string[] {
  return [...new Set([...message.matchAll(/\{\w+\}|<\d+>/g)].map(([whole]) => whole))].toSorted()
}

const collected = await catalogue.collect()

test.each(['ko', 'en', 'ar'])('every message of the portal is in the catalogue %s, and nothing else is', async (locale) => {
  const kept = await catalogue.read(locale)
  expect(Object.keys(kept ?? {}).toSorted()).toEqual(Object.keys(collected ?? {}).toSorted())
})

test.each(['ko', 'ar'])('every message of the catalogue %s is translated', async (locale) => {
  const messages = Object.values((await catalogue.read(locale)) ?? {})
  expect(messages.length).toBeGreaterThan(500)
  expect(messages.filter(({ translation }) => (translation ?? '').trim() === '').map(({ message }) => message)).toEqual([])
})

test.each(['ko', 'ar'])('every translation of the catalogue %s holds what the message holds', async (locale) => {
  const messages = Object.values((await catalogue.read(locale)) ?? {}).filter(({ message = '' }) => !message.includes('plural,'))
  const unlike = messages.filter(({ message = '', translation = '' }) => placeholders(message).join() !== placeholders(translation).join())
  expect(unlike.map(({ message }) => message)).toEqual([])
})

test('the page is laid out by logical properties, so that Arabic is a mirror', () => {
  const portal = join(root, 'src/portal')
  const files = readdirSync(portal, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:css|tsx)$/.test(path))
  const physical = /(?:margin|padding|border|inset)-(?:left|right)\b|(?:^|[\s;{])(?:left|right):|(?:margin|padding|border)(?:Left|Right)\b|\s(?:ml|mr|pl|pr)="|(?:float|text-align): (?:left|right)/
  const wrong = files.flatMap((path) => readFileSync(join(portal, path), 'utf8').split('\n').flatMap((line, place) => (physical.test(line) ? [`${path}:${place + 1} ${line.trim()}`] : [])))
  expect(files.length).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})
