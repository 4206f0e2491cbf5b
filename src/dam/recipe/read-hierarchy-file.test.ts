import { expect, test } from 'vitest'
import { readHierarchyFile } from './read-hierarchy-file.ts'

const ROWS = [['KR', 'East', 'Asia', '*'], ['JP', 'East', 'Asia', '*'], ['FR', 'Europe', 'Europe', '*']]

test.each([
  ['levels.csv', 'KR;East;Asia\nJP;East;Asia\nFR;Europe;Europe\n'], ['tree.yaml', 'Asia:\n  East: [KR, JP]\nEurope: [FR]\n'],
  ['whole.YML', 'tree: {Asia: {East: [KR, JP]}, Europe: [FR]}\n'], ['tree.json', '{"Asia": {"East": ["KR", "JP"]}, "Europe": ["FR"]}'],
])('readHierarchyFile() reads %s', (file, text) => {
  expect(readHierarchyFile(text, file)).toEqual(ROWS)
})

test.each([
  ['levels.csv', 'a;x;p\nb;x;q\n', 'leads to another label'], ['levels.csv', '\uFFFD;x\n', 'save it as UTF-8'], ['tree.yaml', 'Asia: [KR\n', 'line 2'], ['tree.yaml', 'Asia: [KR]\nEurope: [KR]\n', '"KR" stands in the tree twice'],
  ['tree.yaml', 'just words', 'The hierarchy file tree.yaml'], ['tree.yaml', '', 'The hierarchy file tree.yaml'], ['tree.yaml', 'Asia: []', 'The hierarchy file tree.yaml'],
])('readHierarchyFile() refuses in %s: %j', (file, text, sentence) => {
  expect(() => readHierarchyFile(text, file)).toThrow(sentence)
})
