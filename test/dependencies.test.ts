import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

const Locked = z.object({
  version: z.string(), license: z.string().optional(), integrity: z.string().optional(), resolved: z.string().optional(), deprecated: z.string().optional(),
  hasInstallScript: z.boolean().default(false), dev: z.boolean().default(false), optional: z.boolean().default(false), os: z.array(z.string()).optional(),
})
const { packages } = z.object({ packages: z.record(z.string(), z.unknown()) }).parse(read('package-lock.json'))
const locked = Object.entries(packages).filter(([path]) => path !== '').map(([path, entry]) => ({ path, name: path.replace(/^.*node_modules\//, ''), ...Locked.parse(entry) }))
const { dependencies, devDependencies } = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) }).parse(read('package.json'))

/** Licences of what runs on a server of others, or in their browsers: none that asks for more than being named. */
const FREE = new Set(['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', '(MIT OR CC0-1.0)', 'BlueOak-1.0.0', 'OFL-1.1'])
/** Others, each with why. */
const LOOKED_AT: Record<string, string> = {
  'lightningcss': 'MPL-2.0: builds style sheets, unchanged',
  'axe-core': 'MPL-2.0: looks at pages in tests, unchanged',
  'caniuse-lite': 'CC-BY-4.0: which browsers there are, for building alone',
  'combine-errors': 'names no licence in its description; its repository says MIT; part of the uploader',
}

test('every package has a licence that lets others run, change and sell what is built of it', () => {
  const asked = locked.filter(({ name, license }) => !(license !== undefined && FREE.has(license)) && !Object.keys(LOOKED_AT).some((known) => name === known || name.startsWith(`${known}-`)))
  expect(asked.map(({ name, license }) => `${name}: ${license ?? 'none'}`)).toEqual([])
})

test('what we ask for is one version, not a range', () => {
  const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  expect(ranges).toEqual([])
})

test('what is installed is held against its hash; only builds for systems that the lock was not made on may lack one', () => {
  const loose = locked.filter(({ integrity, optional, os }) => integrity === undefined ? !(optional && os !== undefined) : !integrity.startsWith('sha512-'))
  expect(loose.map(({ name }) => name)).toEqual([])
})

test('nothing comes from an address of its own', () => {
  expect(locked.filter(({ resolved }) => resolved !== undefined).map(({ name }) => name)).toEqual([])
})

test('no package runs a program when it is installed, but for the pinned Node', () => {
  expect(locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)).toEqual(['node'])
})

test('nothing is used that its makers gave up', () => {
  expect(locked.filter(({ deprecated }) => deprecated !== undefined).map(({ name, deprecated }) => `${name}: ${deprecated ?? ''}`)).toEqual([])
})
