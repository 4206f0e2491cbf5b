import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { yamlHead } from './yaml-head.ts'

const read = (text: string): unknown => parse(text.split('\n').slice(1, -2).join('\n'), { version: '1.1' })

test('yamlHead() writes lists, maps and bare words as the Hub shows them', () => {
  expect(yamlHead({ license: 'cc-by-4.0', configs: [{ name: 'a', files: [{ split: 'train' }] }], empty: [], info: { rows: 3, whole: true } })).toBe(
    '---\nlicense: cc-by-4.0\nconfigs:\n- name: a\n  files:\n  - split: train\nempty: []\ninfo:\n  rows: 3\n  whole: true\n---\n')
})

test.each(['no', 'Yes', 'y', 'null', '~', '012', '1e3', '2020-01-01', '- a', 'a: b', 'a #b', '', ' ', '---', '{a}', '*x', '&x', '!x', '%x', '@x', '<<', '=', '.inf', '1:30', '\u0085', '\u2028', '\uFEFF', 'a\nb', 'n<1K'])('%j stays that text in YAML 1.1', (text) => {
  expect(read(yamlHead({ names: [{ name: text }] }))).toEqual({ names: [{ name: text }] })
})

test('yamlHead() is read back as it was, for any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
    expect(read(yamlHead({ name: text, list: [text] }))).toEqual({ name: text, list: [text] })
  }))
})
