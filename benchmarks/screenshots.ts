import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PAGES } from './portal-pages.ts'
import { withFilledPortal } from './with-filled-portal.ts'

const LOOKS = [['ko-KR', 'ko'], ['en-US', 'en'], ['ar', 'ar']].flatMap(([locale = '', language = '']) => (['light', 'dark'] as const).flatMap((scheme) => [1280, 360].map((width) => ({ locale, language, scheme, width }))))

/** Pictures of the main pages in three languages, light and dark, wide and phone: to be looked at, and kept out of git. */
export async function takeScreenshots(parameters: readonly string[]): Promise<void> {
  const { values: { home, out = 'screenshots' } } = parseArgs({ args: [...parameters], options: { home: { type: 'string' }, out: { type: 'string' } } })
  await mkdir(out, { recursive: true })
  await withFilledPortal(home, async (browser, baseURL) => {
    for (const { locale, language, scheme, width } of LOOKS) {
      const context = await browser.newContext({ baseURL, locale, colorScheme: scheme, viewport: { width, height: 900 } })
      const page = await context.newPage()
      for (const { name, path } of PAGES) {
        await page.goto(path, { waitUntil: 'networkidle' })
        await page.screenshot({ path: join(out, `${name}.${language}.${scheme}.${width}.png`), fullPage: true })
      }
      await context.close()
      process.stderr.write(`${language}, ${scheme}, ${width} pixels\n`)
    }
  })
  process.stdout.write(`${LOOKS.length * PAGES.length} pictures in ${out}\n`)
}
