import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { freePort } from '#platform/net/free-port.ts'
import { openChromium } from '../benchmarks/open-chromium.ts'
import { folderWith } from './program.fixture.ts'

const root = join(import.meta.dirname, '..')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

/** Somebody in front of a browser of their own. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
}

/** The server as people start it, and Chromium in front of it. */
export interface PortalFixture {
  readonly url: string
  /** The link of the first start. */
  readonly welcome: string
  /** What went wrong in a page without anybody seeing it: scripts that threw, what the policy blocked, answers of 500. */
  readonly faults: readonly string[]
  /** Somebody new, in Korean on a wide screen unless said otherwise. */
  visit(look?: { readonly locale?: string; readonly width?: number }): Promise<Visitor>
  /** The newest link of this shape in a letter to the address. */
  letter(email: string, link: RegExp): Promise<string>
  end(): Promise<void>
}

/**
 * Serves the portal from a folder and a database of its own, and opens Chromium.
 *
 * @param host how people call this machine; browsers keep passkeys for a name only, as `localhost`
 * @param settings more of the environment
 */
export async function openPortal({ host = '127.0.0.1', settings = {} }: { readonly host?: string; readonly settings?: Readonly<Record<string, string>> } = {}): Promise<PortalFixture> {
  const home = folderWith({})
  const { location, remove } = await testDatabases()[0].place()
  if ('folder' in location) renameSync(location.folder, join(home, 'database'))
  // The link in letters names the port, so it must be known before the server is started.
  const port = await freePort()
  const url = `http://${host}:${port}`
  const { server, welcome } = await startServer({ ...settings, DATADAM_HOME: home, PORT: String(port), PUBLIC_URL: url, DATABASE_URL: 'url' in location ? location.url : undefined })
  const browser = await openChromium()
  const faults: string[] = []
  return {
    url, welcome, faults,
    visit: async ({ locale = 'ko-KR', width = 1280 } = {}) => {
      const context = await browser.newContext({ baseURL: url, locale, viewport: { width, height: 900 } })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      page.on('pageerror', ({ message }) => { faults.push(message) })
      page.on('console', (line) => { if (/Content Security Policy|Refused to/.test(line.text())) faults.push(line.text()) })
      page.on('response', (response) => { if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`) })
      return { page, context }
    },
    letter: (email, link) => findLetter(join(home, 'mail'), email, link),
    async end() {
      await browser.close()
      const ended = once(server, 'close')
      server.kill('SIGTERM')
      await ended
      rmSync(home, { recursive: true, force: true })
      await remove()
    },
  }
}

/** What axe finds on the page. A frame is another page, which is tried where it is made. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = Violations.parse(await page.evaluate('axe.run(document, { iframes: false }).then((found) => found.violations)'))
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** That the page has no fault of access. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page), page.url()).toEqual([])
}

async function startServer(settings: Readonly<Record<string, string | undefined>>) {
  const server = spawn(process.execPath, [join(root, 'src/main/cli.ts'), 'serve'], {
    env: { ...process.env, DATADAM_MEMORY_MB: '600', HOST: '127.0.0.1', STORAGE_URL: undefined, MAIL_URL: undefined, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => { log += text })
  let told = ''
  const welcome = await new Promise<string>((resolve, reject) => {
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text
      const [link] = /http\S+\/welcome\?token=[\w-]+/.exec(told) ?? []
      if (link !== undefined) resolve(link)
    })
    server.on('exit', () => { reject(new Error(`The server ended: ${log}`)) })
  })
  return { server, welcome }
}

/** A letter is sent by a job, so it may take a moment. */
async function findLetter(folder: string, email: string, link: RegExp): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const letters = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).toSorted().toReversed() : []
    for (const name of letters) {
      const [head = '', body = ''] = readFileSync(join(folder, name), 'utf8').split('\r\n\r\n')
      const [found] = (head.includes(email) ? link.exec(Buffer.from(body, 'base64').toString('utf8')) : null) ?? []
      if (found !== undefined) return found
    }
    await new Promise((resolve) => { setTimeout(resolve, 300) })
  }
  throw new Error(`No letter came to ${email}`)
}
