import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openLog } from '#platform/log.ts'
import { freePort } from '#platform/net/free-port.ts'
import { Refusal } from '#platform/refusal.ts'
import { writeCourtCases } from '../../examples/court-cases/make-data.ts'
import { writeHospitalDischarges } from '../../examples/hospital-discharges/make-data.ts'
import { writeJobApplications } from '../../examples/job-applications/make-data.ts'
import { runCli } from './cli.ts'
import { type Config, readConfig } from './config.ts'
import { programVersion } from './context.ts'
import { checkServedRows, type Example, fillExampleCity, type ServedExample } from './example-city.ts'
import { EXIT_CODES, EXIT_FAULT } from './exit-codes.ts'
import { PLUGS } from './features.ts'
import { serveDam } from './serve.ts'
import type { Plugs, ServerParts } from './server-parts.ts'
import { listenForStop } from './stop-signals.ts'

/**
 * `npm start`: opens the dam with three published data sets of an invented city, and serves it until Ctrl-C.
 *
 * With `--once` it also runs one recipe by the command line and verifies its release as a stranger would, asks for
 * rows of each data set over HTTP, and ends. Its keys and originals stay in the clone, apart from the user's own.
 */
const root = join(import.meta.dirname, '../..')
const isOnce = process.argv.includes('--once')
process.env.DATADAM_HOME ??= join(root, '.datadam')

const EXAMPLES: readonly Example[] = [
  example('hospital-discharges', 'discharges', 'health', 'data/discharges.csv', writeHospitalDischarges, '지어낸 예제 자료에 일부러 심은 결함입니다. 보고서에 그대로 밝히고 공개합니다. / The faults were planted in this invented data on purpose, and the report tells each of them.'),
  example('job-applications', 'applications', 'employment', 'data/applications.csv', writeJobApplications, '불공정은 찾는 법을 보이려고 일부러 심었습니다. 보고서에 그대로 밝힙니다. / The unfairness was planted to show how it is found; the report tells all of it.'),
  example('court-cases', 'cases', 'justice', 'data/cases.csv', writeCourtCases, '위험 점수의 오류는 일부러 심은 것이며 보고서에 그대로 밝힙니다. / The errors of the risk score were planted on purpose, and the report tells all of them.'),
]

process.exitCode = await start()

async function start(): Promise<number> {
  if (isOnce) {
    const code = await releaseByCommandLine()
    if (code !== 0) return code
  }
  const stop = listenForStop(process, { now: Date.now, endAtOnce: () => process.exit(EXIT_CODES.cancelled) })
  try {
    const config = await readStartConfig()
    await serveExamples(config, stop.signal)
    return 0
  } catch (fault) {
    if (stop.signal.aborted) return EXIT_CODES.cancelled
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
    return fault instanceof Refusal ? EXIT_CODES[fault.code] : EXIT_FAULT
  } finally {
    stop.close()
  }
}

async function releaseByCommandLine(): Promise<number> {
  const [hospital] = EXAMPLES
  if (!hospital) return EXIT_FAULT
  const release = join(hospital.folder, 'releases/saeron-city/discharges@1.0.0')
  await hospital.makeData()
  // The example is made anew each time; a real release is never written twice.
  if (existsSync(release)) await rm(release, { recursive: true })
  say('Running a recipe by the command line, examples/hospital-discharges/recipe.yaml …')
  const code = await runCli(['run', join(hospital.folder, 'recipe.yaml'), '--out', join(hospital.folder, 'releases')])
  if (code !== 0) return code
  say('Verifying the release as anyone can who holds its folder …')
  return runCli(['verify', release])
}

/** The port must be known before the server listens, for the address of its pages is part of every sign-in. */
async function readStartConfig(): Promise<Config> {
  const config = readConfig(process.env)
  if (config.server.port !== 0 && (!isOnce || process.env['PORT'] !== undefined)) return config
  return { ...config, server: { ...config.server, port: await freePort(config.server.host) } }
}

async function serveExamples(config: Config, asked: AbortSignal): Promise<void> {
  const logFile = join(config.home, 'server.log')
  await mkdir(config.home, { recursive: true, mode: 0o700 })
  const lines = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  const done = new AbortController()
  const stop = AbortSignal.any([asked, done.signal])
  const connected = Promise.withResolvers<ServerParts>()
  const plugs: Plugs = { ...PLUGS, async connect(parts) { connected.resolve(parts); return PLUGS.connect(parts) } }
  const listening = Promise.withResolvers<{ readonly link: string | undefined }>()
  say('Starting the server …')
  const served = serveDam({ config, version: programVersion(), plugs }, { log: openLog(lines), stop, onListening: (_url, link) => { listening.resolve({ link }) } })
  try {
    const { link } = await Promise.race([listening.promise, served.then(() => { throw new Refusal('cancelled', 'Stopped') })])
    const parts = await connected.promise
    const { host, port } = config.server
    const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
    const server = { address: `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`, origin: new URL(parts.publicUrl).origin }
    say('Filling it with the data sets of an invented city; the first time this takes a minute or two …')
    const examples = await fillExampleCity(EXAMPLES, { server, parts, stop, say })
    if (isOnce) await checkServedRows(examples, server)
    say(greeting({ portal: parts.publicUrl, link, mail: config.mailUrl === undefined ? join(config.home, 'mail') : 'the mail server that MAIL_URL names', logFile, examples }))
    if (!isOnce) await served
  } finally {
    done.abort()
    await served.catch(() => {})
    await new Promise<void>((resolve) => { lines.end(resolve) })
  }
  await served
}

function greeting({ portal, link, mail, logFile, examples }: { readonly portal: string; readonly link: string | undefined; readonly mail: string; readonly logFile: string; readonly examples: readonly ServedExample[] }): string {
  return [
    '',
    `The portal is open:      ${portal}`,
    link === undefined ? 'There is an operator already; sign in as you did.' : `Become its operator:     ${link}   (once, within a day)`,
    `Letters it sends lie in  ${mail}`,
    `Its log lies in          ${logFile}`,
    '',
    'Published through the real pipeline, and approved by a second person of the example:',
    ...examples.map(({ title, version, rows, page }) => `  ${title}, ${version}, ${rows} rows\n    ${page}`),
    '',
    isOnce ? 'Everything is served as it should be; stopping.' : 'Ctrl-C stops it; the next npm start goes on where it was.',
    '',
  ].join('\n')
}

function example(name: string, slug: string, domain: string, file: string, write: (path: string) => Promise<void>, words: string): Example {
  const folder = join(root, 'examples', name)
  return {
    slug, domain, folder, words,
    async makeData() {
      say(`Making examples/${name}/${file} …`)
      await mkdir(join(folder, 'data'), { recursive: true })
      await write(join(folder, file))
    },
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
