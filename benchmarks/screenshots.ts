import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { PAGES } from './portal-pages.ts'
import { fillHome, serveHome } from './served-dam.ts'

const LOOKS = [['ko-KR', 'ko'], ['en-US', 'en'], ['ar', 'ar']].flatMap(([locale = '', language = '']) => (['light', 'dark'] as const).flatMap((scheme) => [1280, 360].map((width) => ({ locale, language, scheme, width }))))

/** Pictures of the main pages in three languages, light and dark, wide and phone: to be looked at, and kept out of git. */
export async function takeScreenshots(parameters: readonly string[]): Promise<void> {
  const { values: { home: kept, out = 'screenshots' } } = parseArgs({ args: [...parameters], options: { home: { type: 'string' }, out: { type: 'string' } } })
  const home = kept ?? await mkdtemp(join(tmpdir(), 'datadam-screenshots-'))
  if (!existsSync(join(home, 'objects'))) await fillHome(home, { say: (line) => { process.stderr.write(`${line}\n`) } })
  await mkdir(out, { recursive: true })
  const served = await serveHome(home)
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  try {
    for (const { locale, language, scheme, width } of LOOKS) {
      const context = await browser.newContext({ baseURL: served.address, locale, colorScheme: scheme, viewport: { width, height: 900 } })
      const page = await context.newPage()
      for (const { name, path } of PAGES) {
        await page.goto(path, { waitUntil: 'networkidle' })
        await page.screenshot({ path: join(out, `${name}.${language}.${scheme}.${width}.png`), fullPage: true })
      }
      await context.close()
      process.stderr.write(`${language}, ${scheme}, ${width} pixels\n`)
    }
    process.stdout.write(`${LOOKS.length * PAGES.length} pictures in ${out}\n`)
  } finally {
    await browser.close()
    await served.stop()
    if (kept === undefined) await rm(home, { recursive: true, force: true })
  }
}
