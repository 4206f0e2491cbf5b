import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { element } from './markup.ts'

test('element() writes texts and attributes that read as they were given, whatever they are', () => {
  const letters = fc.stringMatching(/^[ -~가-힣\n]*$/)
  fc.assert(fc.property(letters, letters, (text, title) => {
    const { document } = parseHTML(`<!doctype html><html><body>${element('p', { title }, text, element('b', {}, '!')).markup}</body></html>`)
    expect(document.body.children.length).toBe(1)
    expect(document.body.firstElementChild?.textContent).toBe(`${text}!`)
    expect(document.body.firstElementChild?.getAttribute('title')).toBe(title)
  }))
})

test('element() replaces what no page may hold', () => {
  expect(element('p', {}, 'a\0b\ud800').markup).toBe('<p>a\ufffdb\ufffd</p>')
})
