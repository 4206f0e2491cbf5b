import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Mail } from './mail.ts'
import { openMail } from './open-mail.ts'

const clock = { now: () => new Date('2026-01-31T09:00:00Z') }
const FROM = 'Datadam <dam@example.org>'
const LETTER: Mail = { to: 'gildong@example.org', language: 'ko', subject: '비밀번호 다시 정하기', text: '여기:\n\nhttps://dam.example.org/\n' }

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'datadam-mail-')) })
afterEach(() => { rmSync(folder, { recursive: true }) })

test('without a mail server each letter becomes one file that only its owner reads, also when it is sent anew', async () => {
  let minutes = 0
  const mail = openMail({ folder: join(folder, 'mail'), from: FROM }, { clock: { now: () => new Date(clock.now().getTime() + 60_000 * minutes++) } })
  for (const id of ['one', 'other', 'one']) await mail.send(LETTER, id)
  const files = readdirSync(mail.destination).toSorted()
  expect(files).toHaveLength(2)
  const [first = ''] = files
  expect(first).toMatch(/^2026-01-31T09-0\d-00\.000Z-one\.eml$/)
  expect(statSync(join(mail.destination, first)).mode & 0o077).toBe(0)
  const text = readFileSync(join(mail.destination, first), 'utf8')
  expect(text).toMatch(/^Message-ID: <one@example\.org>\r?$/m)
  expect(text).toMatch(/^To: gildong@example\.org\r?$/m)
  expect(text).toMatch(/^Content-Language: ko\r?$/m)
  expect(Buffer.from(text.split('\r\n\r\n').at(1) ?? '', 'base64').toString('utf8')).toBe(LETTER.text)
})

test('a mail server gets the letter', async () => {
  const { server, port, heard } = await startSmtp()
  try {
    await openMail({ url: `smtp://127.0.0.1:${port}`, from: FROM }, { clock }).send(LETTER, 'one')
    expect(heard()).toMatch(/RCPT TO:<gildong@example\.org>/)
    expect(heard()).toContain('Message-ID: <one@example.org>')
    expect(heard()).toContain('Auto-Submitted: auto-generated')
  } finally {
    server.close()
  }
})

test('a mail server that is away is a fault of the attempt, so that the job tries again', async () => {
  await expect(openMail({ url: 'smtp://127.0.0.1:1', from: FROM }, { clock }).send(LETTER, 'one')).rejects.toThrow('ECONNREFUSED')
})

test.each(['mail.example.org', 'https://mail.example.org', ''])('%j is no mail server', (url) => {
  expect(() => openMail({ url, from: FROM }, { clock })).toThrow('MAIL_URL')
})

/** Says yes to everything, as far as one letter needs it. */
async function startSmtp() {
  let said = ''
  const answer = (socket: Socket, line: string, isData: boolean) => {
    if (line === 'DATA') socket.write('354 go on\r\n')
    else if (line === 'QUIT') socket.end('221 bye\r\n')
    else if (!isData || line === '.') socket.write('250 fine\r\n')
  }
  const server = createServer((socket) => {
    let isData = false
    socket.write('220 here\r\n')
    socket.on('data', (bytes) => {
      said += bytes.toString()
      for (const line of bytes.toString().split('\r\n').filter((one) => one !== '')) {
        answer(socket, line, isData)
        isData = line === 'DATA' || (isData && line !== '.')
      }
    })
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : 0, heard: () => said }
}
