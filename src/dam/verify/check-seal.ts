import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { type Check, Manifest, VerificationReport } from '#dam/dataset/reports.ts'
import { listEntries } from './list-entries.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import { readJson } from './read-json.ts'
import { readRecipe } from './read-recipe.ts'
import { VERIFIER, type VerificationRequest } from './verification-request.ts'

const Signature = z.object({ algorithm: z.literal('Ed25519'), publicKey: z.base64(), signature: z.base64() })

/** Checks 7 and 8: every byte is the one that was signed, and the certificate names data, policy and programs. Needs the folder only. */
export async function checkSeal(folder: string, { seal, trustedKey }: Pick<VerificationRequest, 'seal' | 'trustedKey'>): Promise<Check[]> {
  const unlessLater = (run: () => Promise<Outcome>) => async () => (seal === 'not-yet' ? notChecked('The release is sealed after this verification', '이 검증 뒤에 봉인됩니다') : run())
  return [
    await makeCheck({
      id: 'manifest', label: { en: 'Every byte is listed', ko: '모든 바이트가 목록과 일치' },
      method: { en: 'Bytes and SHA-256 of every file against manifest.json; no file more, none fewer.', ko: '모든 파일의 크기와 SHA-256을 manifest.json과 비교하고, 더하거나 빠진 파일이 없는지 확인합니다.' },
      recompute: 'sha256sum $(find . -type f ! -name "manifest.*")',
      run: unlessLater(() => compareManifest(folder)),
    }),
    await makeCheck({
      id: 'signature', label: { en: 'Signature', ko: '서명' },
      method: { en: 'Ed25519 over the bytes of manifest.json; shown is the SHA-256 of the public key.', ko: 'manifest.json의 바이트에 대한 Ed25519 서명을 확인합니다. 표시된 값은 공개키의 SHA-256입니다.' },
      recompute: 'openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile signature.bin',
      run: unlessLater(() => checkSignature(folder, trustedKey)),
    }),
    await makeCheck({
      id: 'certificate', label: { en: 'The certificate names data, policy and programs', ko: '증명서에 데이터, 정책, 프로그램이 적혀 있음' },
      method: { en: 'manifest.json names the data set and version of recipe.yaml, its data files, the recipe, the source\'s hash and the program; reports/verification.json passed and names the verifier.', ko: 'manifest.json이 레시피의 데이터셋과 버전, 데이터 파일, 레시피, 원본 해시, 프로그램을 적고 있으며, reports/verification.json이 통과이고 검증기를 적고 있는지 확인합니다.' },
      recompute: 'cat manifest.json reports/verification.json',
      run: unlessLater(() => checkCertificate(folder)),
    }),
  ]
}

async function compareManifest(folder: string): Promise<Outcome> {
  const manifest = await readManifest(folder)
  const entries = (await listEntries(folder)).filter(({ path }) => path !== 'manifest.json' && path !== 'manifest.sig')
  const listed = new Map(manifest.files.map((file) => [file.path, file]))
  const findings: string[] = []
  for (const { path, kind, bytes } of entries) {
    const told = listed.get(path)
    if (!told) findings.push(`${path}: is not in manifest.json`)
    else if (kind !== 'file') findings.push(`${path}: is no plain file`)
    else if (told.bytes !== bytes) findings.push(`${path}: ${bytes} bytes, in manifest.json ${told.bytes}`)
    else if (told.sha256 !== await sha256Of(join(folder, path))) findings.push(`${path}: its SHA-256 is not the one of manifest.json`)
  }
  const there = new Set(entries.map((entry) => entry.path))
  for (const path of listed.keys()) if (!there.has(path)) findings.push(`${path}: is missing, but in manifest.json`)
  const sorted = manifest.files.map((file) => file.path).toSorted((one, other) => (one < other ? -1 : 1))
  if (sorted.some((path, place) => path !== manifest.files[place]?.path) || listed.size !== manifest.files.length) findings.push('manifest.json: files should be listed once each, sorted by path')
  return judge(findings, { claim: manifest.files.length, measured: entries.length })
}

async function readManifest(folder: string): Promise<Manifest> {
  return readJson(folder, 'manifest.json', Manifest)
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function checkSignature(folder: string, trustedKey: string | undefined): Promise<Outcome> {
  const { publicKey, signature } = await readJson(folder, 'manifest.sig', Signature)
  const der = Buffer.from(publicKey, 'base64')
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  const fingerprint = createHash('sha256').update(der).digest('hex')
  const findings: string[] = []
  if (key.asymmetricKeyType !== 'ed25519') findings.push(`manifest.sig: the key is ${key.asymmetricKeyType ?? 'unknown'} and should be Ed25519`)
  else if (!verify(null, await readFile(join(folder, 'manifest.json')), key, Buffer.from(signature, 'base64'))) findings.push('manifest.sig: is not a signature of manifest.json by this key')
  const trusted = trustedKey?.replace(/^sha256:/i, '').trim()
  if (trusted !== undefined && trusted.toLowerCase() !== fingerprint && trusted !== publicKey) findings.push('manifest.sig: signed by another key than the trusted one')
  const outcome = judge(findings, { rule: trusted ?? null, measured: fingerprint, unit: 'text' })
  return trusted !== undefined ? outcome : { ...outcome, because: { en: 'Whose key it is must be known from elsewhere: compare the fingerprint with the publisher\'s', ko: '누구의 키인지는 따로 확인해야 합니다. 지문을 발행자의 것과 비교하십시오' } }
}

async function checkCertificate(folder: string): Promise<Outcome> {
  const manifest = await readManifest(folder)
  const { name, version, date } = readRecipe(await readFile(join(folder, 'recipe.yaml'), 'utf8'))
  const report = await readJson(folder, 'reports/verification.json', VerificationReport)
  const findings: string[] = []
  if (manifest.name !== name || manifest.version !== version) findings.push('manifest.json: name or version differ from recipe.yaml')
  if (date !== undefined && date !== manifest.date) findings.push('manifest.json: the date differs from recipe.yaml')
  if (manifest.sources.length === 0 || manifest.sources.some(({ sha256 }) => !/^[0-9a-f]{64}$/.test(sha256))) findings.push('manifest.json: the SHA-256 of the source is missing')
  if (manifest.programs.datadam === '') findings.push('manifest.json: the version of the program is missing')
  for (const path of ['recipe.yaml', 'reports/privacy.json', 'reports/verification.json']) if (!manifest.files.some((file) => file.path === path)) findings.push(`manifest.json: ${path} is not listed`)
  if (!manifest.files.some(({ path }) => path.startsWith('data/'))) findings.push('manifest.json: no data file is listed')
  const failed = report.checks.filter(({ fact }) => fact.verdict === 'failed')
  if (report.verdict !== 'passed' || failed.length > 0) findings.push('reports/verification.json: the publisher\'s own verification did not pass')
  if (report.checks.length === 0) findings.push('reports/verification.json: holds no check')
  return judge(findings, { claim: report.verifier, measured: VERIFIER, unit: 'text' })
}
