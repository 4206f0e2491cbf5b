import { expect, test } from 'vitest'
import { isRangeCurrent, quoted, weighConditions } from './file-conditions.ts'

const stamp = { etag: 'abc', modified: new Date('2026-01-31T12:00:00.500Z') }
const SAME = 'Sat, 31 Jan 2026 12:00:00 GMT'
const BEFORE = 'Sat, 31 Jan 2026 11:59:59 GMT'

test.each([
  [{}, 'send'],
  [{ 'if-none-match': '"abc"' }, 'not-modified'],
  [{ 'if-none-match': '"x", W/"abc"' }, 'not-modified'],
  [{ 'if-none-match': '*' }, 'not-modified'],
  [{ 'if-none-match': '"x"' }, 'send'],
  [{ 'if-none-match': 'abc' }, 'send'],
  [{ 'if-none-match': '"x"', 'if-modified-since': SAME }, 'send'],
  [{ 'if-modified-since': SAME }, 'not-modified'],
  [{ 'if-modified-since': BEFORE }, 'send'],
  [{ 'if-modified-since': '2026-01-31' }, 'send'],
  [{ 'if-match': '"abc"' }, 'send'],
  [{ 'if-match': '*' }, 'send'],
  [{ 'if-match': 'W/"abc"' }, 'precondition-failed'],
  [{ 'if-match': '"x", "y"' }, 'precondition-failed'],
  [{ 'if-match': '"abc"', 'if-unmodified-since': BEFORE }, 'send'],
  [{ 'if-unmodified-since': SAME }, 'send'],
  [{ 'if-unmodified-since': BEFORE }, 'precondition-failed'],
  [{ 'if-match': '"abc"', 'if-none-match': '"abc"' }, 'not-modified'],
])('weighConditions(%j) says %s', (headers, condition) => {
  expect(weighConditions(new Headers(Object.entries(headers)), stamp)).toBe(condition)
})

test.each([[null, true], ['"abc"', true], ['W/"abc"', false], ['"x"', false], [SAME, true], [BEFORE, false], ['Sat, 31 Jan 2026 12:00:01 GMT', false], ['nonsense', false]])('isRangeCurrent(%j) is %j', (header, is) => {
  expect(isRangeCurrent(header, stamp)).toBe(is)
})

test('quoted() writes a tag as a header does', () => {
  expect(quoted(stamp)).toBe('"abc"')
})
