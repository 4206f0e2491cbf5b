import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeMail, type MailSubject } from './compose-mail.ts'
import { Mail } from './mail.ts'

const LINK = 'https://dam.example.org/reset-password?token=abc'
const SUBJECTS: readonly MailSubject[] = [
  { kind: 'verify-address', link: LINK }, { kind: 'address-taken', link: LINK }, { kind: 'reset-password', link: LINK }, { kind: 'password-changed', link: LINK },
  { kind: 'passkey-added', link: LINK }, { kind: 'passkey-removed', link: LINK },
  { kind: 'invitation', link: LINK, organisation: '새론시' },
]
const LETTERS = { ko: /\p{Script=Hangul}/u, en: /[A-Za-z]/, ar: /\p{Script=Arabic}/u } as const

test.each(SUBJECTS)('composeMail() writes $kind in three languages, with the link on a line of its own', (about) => {
  for (const language of ['ko', 'en', 'ar'] as const) {
    const mail = Mail.parse(composeMail('gildong@example.org', language, about))
    expect(mail.text.split('\n')).toContain(LINK)
    expect(mail.subject).toMatch(LETTERS[language])
    expect(mail.text.replaceAll(LINK, '')).toMatch(LETTERS[language])
    expect(mail.subject + mail.text).not.toContain('{')
    expect(mail.subject.includes('새론시')).toBe(about.kind === 'invitation')
  }
})

test('an organisation\'s name cannot pose as our words', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (organisation) => {
    const mail = composeMail('gildong@example.org', 'en', { kind: 'invitation', link: LINK, organisation })
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.text.split('\n')).toHaveLength(4)
  }))
  expect(composeMail('g@example.org', 'en', { kind: 'invitation', link: LINK, organisation: 'Win\r\nBcc: x@example.org https://bad.example' }).text).not.toContain('https://bad')
})
