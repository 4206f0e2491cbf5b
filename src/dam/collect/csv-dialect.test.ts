import { expect, test } from 'vitest'
import { findDialect } from './csv-dialect.ts'

test.each([
  ['a,b\n1,2\n', ','], ['a;b\n1,5;2,5\n', ';'], ['a\tb,c\n1\t2\n', '\t'], ['a|b\nx,y|z\n', '|'], ['one\ntwo\n', ','], ['', ','],
  ['a;b\n"x;\n,,,";1\n2;3\n', ';'], ['name,"a;b;c"\nx,"d;e;f"\n', ','],
])('findDialect() of %j is %j', (text, delimiter) => {
  expect(findDialect(text, true, {})).toEqual({ delimiter, quote: '"' })
})

test('findDialect() takes what a recipe says, and leaves out a record that is cut off', () => {
  expect(findDialect('a,b\n', true, { delimiter: ';', quote: "'" })).toEqual({ delimiter: ';', quote: "'" })
  expect(findDialect('a;b;c\n1;2;3\n4,5,6,7', false, {})).toEqual({ delimiter: ';', quote: '"' })
})
