import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openChromium } from './open-chromium.ts'
import { fillHome, serveHome } from './served-dam.ts'

/** Does a work with the portal of the example city and a browser before it. @param home where it is kept for the next time; otherwise it is gone afterwards */
export async function withFilledPortal(home: string | undefined, work: (browser: Browser, address: string) => Promise<void>): Promise<void> {
  const folder = home ?? await mkdtemp(join(tmpdir(), 'datadam-portal-'))
  try {
    await fillHome(folder, { say: (line) => { process.stderr.write(`${line}\n`) } })
    const served = await serveHome(folder)
    const browser = await openChromium()
    try {
      await work(browser, served.address)
    } finally {
      await browser.close()
      await served.stop()
    }
  } finally {
    if (home === undefined) await rm(folder, { recursive: true, force: true })
  }
}
