import { expect, test } from 'vitest'
import { scanBy, scansNothing } from './scan-content.ts'

/** A program that finds the letters EICAR, as scanners find their test file. */
const FINDS = scanBy([process.execPath, '-e', `
  let text = ''
  process.stdin.on('data', (chunk) => { text += chunk; if (text.includes('EICAR')) process.exit(1) }).on('end', () => process.exit(text.includes('broken') ? 2 : 0))
`])

async function* content(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

test('what a program finds nothing in is clean, and what it finds something in is not, also when it stops reading', async () => {
  expect(await FINDS(content('age,sex\n', '30,F\n'))).toBe('clean')
  expect(await FINDS(content('age', ',EIC', 'AR', ...Array.from({ length: 200 }, () => 'x'.repeat(100_000))))).toBe('harmful')
  expect(await FINDS(content())).toBe('clean')
})

test('a program that ends otherwise, or is not there, leaves nobody in the belief that all is well', async () => {
  await expect(FINDS(content('broken'))).rejects.toThrow('ended with 2')
  await expect(scanBy(['/nowhere/scanner'])(content('a'))).rejects.toThrow('ENOENT')
})

test('content that breaks off is not judged by its beginning', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('age,sex\n')
    throw new Error('the store was lost')
  }
  await expect(FINDS(broken())).rejects.toThrow('the store was lost')
})

test('where nobody scans everything passes', async () => {
  expect(await scansNothing(content('EICAR'))).toBe('clean')
})
