import { spawn } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { folderWith } from './program.fixture.ts'

const root = join(import.meta.dirname, '..')
const ends: (() => unknown)[] = []
afterAll(async () => { for (const end of ends) await end() })

/** `datadam serve` as a program, on a free port, once it listens. */
async function started() {
  const folder = folderWith({})
  const { location, remove } = await testDatabases()[0].place()
  if ('folder' in location) renameSync(location.folder, join(folder, 'database'))
  const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), 'serve', '--json'], { env: { ...process.env, DATADAM_HOME: folder, PORT: '0', DATABASE_URL: 'url' in location ? location.url : undefined }, stdio: ['ignore', 'pipe', 'pipe'] })
  ends.push(() => child.kill('SIGKILL'), () => rmSync(folder, { recursive: true, force: true }), remove)
  const said = { out: '', log: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text })
  const port = new Promise<number>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.log += text
      const [, found] = /Listening on port (\d+)/.exec(said.log) ?? []
      if (found !== undefined) resolve(Number(found))
    })
    child.on('exit', () => { reject(new Error(said.log)) })
  })
  const ended = new Promise<number | null>((resolve) => { child.on('close', resolve) })
  return { child, said, ended, url: `http://127.0.0.1:${await port}` }
}

test('datadam serve answers, logs one line of JSON a request, and ends well when it is told to', { timeout: 180_000 }, async () => {
  const { child, said, ended, url } = await started()
  expect(await (await fetch(`${url}/ready?email=kim@example.org`)).json()).toEqual({ ready: true, checks: { database: true, storage: true } })
  expect((await fetch(`${url}/api/v1/nothing/Kim`)).status).toBe(404)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(JSON.parse(said.out)).toEqual({ outcome: 'stopped' })
  const lines = said.log.trim().split('\n').map((line) => JSON.parse(line))
  expect(lines.filter(({ msg }) => msg === 'request').map(({ route, status }) => [route, status])).toEqual([['/ready', 200], [expect.stringMatching(/\*$/), 404]])
  expect(said.log).not.toMatch(/kim|127\.0\.0\.1/i)
})

test('a second Ctrl-C ends datadam serve at once', { timeout: 180_000 }, async () => {
  const { child, ended, url } = await started()
  const socket = await fetch(`${url}/health`)
  expect(socket.status).toBe(200)
  // Held by a request that is never sent whole, so that a good end would take ten seconds.
  const held = fetch(`${url}/api/v1/nothing`, heldBody()).catch(() => 'cut off')
  await new Promise((resolve) => { setTimeout(resolve, 500) })
  child.kill('SIGINT')
  await new Promise((resolve) => { setTimeout(resolve, 700) })
  const begun = performance.now()
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(performance.now() - begun).toBeLessThan(5000)
  expect(await held).toBe('cut off')
})

function heldBody(): RequestInit {
  return { method: 'POST', duplex: 'half', body: new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('{')) } }) }
}
