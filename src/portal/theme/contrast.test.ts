import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const [tokens, contrast] = [read('tokens.css'), read('contrast.css')]

/** The variables of the first block with this selector. */
function block(css: string, selector: string): ReadonlyMap<string, string> {
  const begin = css.indexOf(`${selector} {`)
  expect([selector, begin >= 0]).toEqual([selector, true])
  return new Map(Array.from(css.slice(begin, css.indexOf('}', begin)).matchAll(/--([\w-]+): ([^;]+);/g), ([, name = '', value = '']) => [name, value]))
}

const DARK = "[data-mantine-color-scheme='dark']"
const light = block(tokens, ':root')
const dark = new Map([...light, ...block(tokens, DARK)])
const more = block(contrast, ":root[data-contrast='more']")
const THEMES = [
  { name: 'light', colours: light, least: 4.5, leastDrawn: 3 },
  { name: 'dark', colours: dark, least: 4.5, leastDrawn: 3 },
  { name: 'high contrast on light', colours: new Map([...light, ...more]), least: 7, leastDrawn: 4.5 },
  { name: 'high contrast on dark', colours: new Map([...dark, ...more, ...block(contrast, `:root[data-contrast='more']${DARK}`)]), least: 7, leastDrawn: 4.5 },
]

/** What is read, and the grounds that it is read on. */
const READ: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ...['text', 'text-soft', 'text-quiet', 'link', 'good', 'warn', 'bad'].map((text) => [text, ['ground', 'card', 'inset']] as const),
  ['text', ['accent-ground', 'good-ground', 'warn-ground', 'bad-ground']], ['text-soft', ['badge-ground', 'accent-ground']],
  ['good', ['good-ground']], ['warn', ['warn-ground']], ['bad', ['bad-ground']], ['link', ['accent-ground']], ['on-solid', ['solid-strong']],
]
/** What is seen but not read: the ring of the focus, frames of controls, marks of drawings. */
const DRAWN = ['accent', 'line-control', 'series-1', 'series-2', 'series-3', 'series-4']

test.each(THEMES)('$name: every text stands out from every ground it is read on', ({ colours, least }) => {
  const pairs = READ.flatMap(([text, grounds]) => grounds.map((ground) => ({ text, ground, ratio: ratioOf(colours, text, ground) })))
  expect(pairs.filter(({ ratio }) => !(ratio >= least))).toEqual([])
  expect(ratioOf(colours, 'on-solid', 'solid')).toBeGreaterThanOrEqual(least)
})

test.each(THEMES)('$name: what is drawn stands out from the ground', ({ colours, leastDrawn }) => {
  expect(DRAWN.map((mark) => ({ mark, ratio: ratioOf(colours, mark, 'ground') })).filter(({ ratio }) => !(ratio >= leastDrawn))).toEqual([])
})

test('high contrast gives every colour that it needs anew, so that none is forgotten', () => {
  const ofColours = [...light].filter(([, value]) => value.startsWith('#')).map(([name]) => name)
  for (const name of ofColours) expect([name, more.has(name)]).toEqual([name, true])
})

/** WCAG's contrast of two colours of a theme; NaN for one that is not there. */
function ratioOf(colours: ReadonlyMap<string, string>, one: string, other: string): number {
  const [low, high] = [luminanceOf(colours.get(one)), luminanceOf(colours.get(other))].toSorted((a, b) => a - b)
  return ((high ?? Number.NaN) + 0.05) / ((low ?? Number.NaN) + 0.05)
}

function luminanceOf(colour = ''): number {
  const digits = /^#(?:[0-9a-f]{3}){1,2}$/.test(colour) ? colour.slice(1) : ''
  const whole = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = Array.from(whole.matchAll(/../g), ([pair]) => {
    const share = Number.parseInt(pair, 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
