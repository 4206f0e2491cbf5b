import { expect, test } from 'vitest'
import { pathText, quoted, refuseProblems, type Problem } from './problem.ts'

const problem = (line: number, column: number, sentence: string): Problem => ({ place: { line, column }, path: ['columns', 'a b', 0], sentence })

test('refuseProblems() returns when nothing is wrong', () => {
  expect(refuseProblems('recipe.yaml', [])).toBeUndefined()
})

test('refuseProblems() lists every problem in the order of the file', () => {
  expect(() => refuseProblems('recipe.yaml', [problem(9, 2, 'third.'), problem(2, 7, 'second.'), problem(2, 1, 'first.')]))
    .toThrow(expect.objectContaining({
      code: 'bad-recipe',
      message: 'recipe.yaml:2:1  columns["a b"][0]: first.\nrecipe.yaml:2:7  columns["a b"][0]: second.\nrecipe.yaml:9:2  columns["a b"][0]: third.',
    }))
})

test('refuseProblems() counts what it does not list', () => {
  expect(() => refuseProblems('r', Array.from({ length: 53 }, (_, line) => problem(line, 1, 'x')))).toThrow(/and 3 more\.$/)
})

test.each([
  [['columns', '나이', 'role'], 'columns.나이.role'],
  [['quality', 0, 'in-range'], 'quality[0].in-range'],
  [['columns', '"; drop table'], 'columns["\\"; drop table"]'],
  [['columns', 'a\nb'], 'columns["a\\nb"]'],
  [[], ''],
])('pathText(%j) is %s', (path, text) => {
  expect(pathText(path)).toBe(text)
})

test('quoted() keeps a long word short and on one line', () => {
  expect(quoted('a\nb')).toBe('"a\\nb"')
  expect(quoted('😀'.repeat(500))).toHaveLength(2 + 59 * 2 + 1)
})
