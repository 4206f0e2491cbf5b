import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium, or the one that CHROMIUM names; it calls nowhere by itself. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
