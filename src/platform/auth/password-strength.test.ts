import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_PASSWORD, passwordStrength } from './password-strength.ts'

test.each(['', 'a', '123456789', '한글아홉자입니다요', 'x'.repeat(9)])('%j is too short', (password) => {
  expect(passwordStrength(password)).toEqual({ strong: false, because: 'too-short' })
})

test.each([
  '1234567890', '0987654321', 'password123', 'P@ssw0rd2024', 'PASSWORD!!!!', 'qwertyuiop', 'qwerty123456', '1q2w3e4r5t6y', 'aaaaaaaaaaaaaaaa', 'abcabcabcabcabc', 'letmein12345',
  'ILoveYou2023!', 'admin19991231', 'tkfkdgo1234', '비밀번호123456', '사랑해사랑해사랑해사랑해', 'datadam2026', 'Welcome2Seoul', 'zxcvbnm,./123', '가나다라마바사아자차',
])('%j is guessed first', (password) => {
  expect(passwordStrength(password)).toEqual({ strong: false, because: 'easy-to-guess' })
})

test.each([['hong.gildong2024', ['Hong Gildong', 'x@example.org']], ['gildong1234!', ['홍', 'gildong@example.org']], ['홍길동입니다1234', ['홍길동', 'a@example.org']]])('%j is the person itself', (password, own) => {
  expect(passwordStrength(password, own)).toEqual({ strong: false, because: 'easy-to-guess' })
})

test.each(['correct horse battery staple', 'Tr0ub4dor&3xyz', 'vK8#mQ2x!Lp', '느티나무 아래 평상 둘', 'شجرة الزيتون القديمة'])('%j is strong', (password) => {
  expect(passwordStrength(password, ['Hong Gildong', 'gildong@example.org'])).toEqual({ strong: true })
})

test('a password may be as long as the limit, and no longer', () => {
  const kept = Array.from({ length: LONGEST_PASSWORD }, (_, place) => 'kzq8#mxw!p'[(place * place + place) % 10]).join('')
  expect(passwordStrength(kept)).toEqual({ strong: true })
  expect(passwordStrength(`${kept}y`)).toEqual({ strong: false, because: 'too-long' })
})

test('no piece of five characters becomes strong by repeating it', () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 5 }), fc.integer({ min: 2, max: 20 }), (piece, times) => {
    expect(passwordStrength(piece.repeat(times)).strong).toBe(false)
  }))
})

test('a common word adds one character at most, wherever it stands', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2 }), fc.string({ maxLength: 2 }), fc.constantFrom('password', 'iloveyou', 'P@SSW0RD', '비밀번호', '20240131'), (before, after, word) => {
    expect(passwordStrength(`${before}${word}${after}`).strong).toBe(false)
  }))
})
