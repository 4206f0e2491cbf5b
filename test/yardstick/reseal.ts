import { generateKeyPairSync, sign } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Manifest } from '../../src/dam/dataset/reports.ts'
import { hashFile } from '../../src/platform/storage/hash-file.ts'

/** Lists and signs the files of a release anew, as a publisher who changes them would, so that only what they say can tell. */
export async function reseal(release: string): Promise<void> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(release, 'manifest.json'), 'utf8')))
  const files = await Promise.all(manifest.files.map(async (file) => ({ ...file, ...await hashFile(join(release, file.path)) })))
  const text = `${JSON.stringify({ ...manifest, files }, null, 2)}\n`
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signature = { algorithm: 'Ed25519', publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), signature: sign(null, Buffer.from(text), privateKey).toString('base64') }
  await writeFile(join(release, 'manifest.json'), text)
  await writeFile(join(release, 'manifest.sig'), `${JSON.stringify(signature, null, 2)}\n`)
}
