import { expect, test } from 'vitest'
import { refuseUnreadable } from './unreadable.ts'

test.each([
  ['ENOENT', 'not-found'], ['EISDIR', 'bad-input'], ['EACCES', 'not-writable'], ['EROFS', 'not-writable'], ['ENOSPC', 'no-space'], ['EIO', 'bad-input'], ['Z_DATA_ERROR', 'bad-input'], ['ZSTD_error_corruption_detected', 'bad-input'],
])('refuseUnreadable() turns %s into %s', (code, refusal) => {
  expect(() => refuseUnreadable(Object.assign(new Error('told by the system'), { code }), 'a.csv')).toThrow(expect.objectContaining({ name: 'Refusal', code: refusal }))
})

test('refuseUnreadable() lets a fault fly', () => {
  const fault = new TypeError('a mistake of ours')
  expect(() => refuseUnreadable(fault, 'a.csv')).toThrow(fault)
})
