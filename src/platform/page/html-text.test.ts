import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { html, trustedMarkup } from './html-text.ts'

/** Text which HTML can hold: no control characters and no halves of pairs. */
const writable = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.toWellFormed().replaceAll(/\p{C}/gu, ''))
const hostile = fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onclick='x", '&lt;b&gt;', '</p><p>', '<!--', ']]>', '__proto__')
const anyText = fc.oneof(writable, hostile, fc.tuple(writable, hostile).map(([first, second]) => first + second))

test('any text stays text, between tags and inside an attribute', () => {
  fc.assert(fc.property(anyText, (text) => {
    const { document } = parseHTML(`<!doctype html><html><body>${html`<p title="${text}">${text}</p>`.markup}</body></html>`)
    expect(document.body.children.length).toBe(1)
    expect(document.querySelector('p')?.children.length).toBe(0)
    expect(document.querySelector('p')?.textContent).toBe(text)
    expect(document.querySelector('p')?.getAttribute('title')).toBe(text)
  }))
})

test('no angle bracket or quote of any text reaches the page', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    expect(html`${text}`.markup).not.toMatch(/[<>"'\0]/)
  }))
})

test('html() keeps HTML, joins lists and leaves out nothing but the missing', () => {
  expect(html`<ul>${[html`<li>${1}</li>`, [html`<li>${'a & b'}</li>`, null], undefined]}</ul>`.markup).toBe('<ul><li>1</li><li>a &amp; b</li></ul>')
})

test('trustedMarkup() is written as it is', () => {
  expect(html`<i>${trustedMarkup('<b>x</b>')}</i>`.markup).toBe('<i><b>x</b></i>')
})

test('a control character becomes the replacement character', () => {
  expect(html`${'a\0b\ud800'}`.markup).toBe('a\ufffdb\ufffd')
})
