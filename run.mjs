// The first step of every command: installs what is missing, then goes on with the project's own Node.
// Plain JavaScript without dependencies, for any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.installed-lockfile')
const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const tool = (name, path) => [join(modules, name, path)]
const vitest = tool('vitest', 'vitest.mjs')
const portal = join(root, 'dist', 'portal')
const portalStamp = join(root, 'dist', '.portal-sources')
const portalSources = ['package-lock.json', 'vite.config.ts', 'lingui.config.ts', 'src/portal']

/** Tasks and commands that hand out the portal's pages. */
const withPortal = new Set(['start', 'serve', 'screenshots', 'bench serve', 'bench portal', 'bench screenshots'])

/** What each npm script runs, in order, each on the pinned Node. */
const tasks = {
  start: [['src/main/start.ts']],
  test: [[...vitest, 'run']],
  'test:browser': [[...vitest, 'run', '--config', 'test/browser.config.ts']],
  yardstick: [[...vitest, 'run', '--config', 'test/yardstick.config.ts']],
  bench: [['benchmarks/bench.ts']],
  screenshots: [['benchmarks/bench.ts', 'screenshots']],
  ok: [
    [...tool('typescript', 'bin/tsc'), '--project', '.'],
    [...tool('typescript', 'bin/tsc'), '--project', 'src/portal'],
    [...tool('oxlint', 'bin/oxlint'), '--deny-warnings'],
    [...tool('dependency-cruiser', 'bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.js', 'src'],
    [...tool('knip', 'bin/knip.js'), '--no-progress'],
    [...vitest, 'run'],
  ],
}

/** Installs with the lockfile when node_modules is missing or older than it, and only then. */
function installWhatIsMissing() {
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stderr.write('Installing what is missing (npm ci) …\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const installed = spawnSync(npm, ['ci', '--no-fund', '--no-audit'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (installed.error || installed.status !== 0) {
    process.stderr.write('The installation failed; npm said why above. Once that is mended, give the same command again.\n')
    process.exit(70)
  }
  writeFileSync(stamp, wanted)
}

/** Builds the portal when it is missing or was built of other sources, and only then. */
async function buildPortal() {
  const wanted = hashOf(portalSources.flatMap((source) => filesBelow(join(root, source))))
  if (existsSync(join(portal, 'index.html')) && existsSync(portalStamp) && readFileSync(portalStamp, 'utf8') === wanted) return 0
  process.stderr.write('Building the portal …\n')
  const code = await run([...tool('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (code === 0) writeFileSync(portalStamp, wanted)
  return code
}

function filesBelow(path) {
  return statSync(path).isDirectory() ? readdirSync(path).toSorted().flatMap((name) => filesBelow(join(path, name))) : [path]
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(path)
    hash.update(`${relative(root, path)} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/** Runs one program on the pinned Node and ends as it ended. */
function run(parameters, options) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, parameters, {
      stdio: 'inherit',
      // What Node has read once it keeps: TypeScript is read by every process that we start.
      env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'node'), ...process.env, PATH: dirname(pinnedNode) + delimiter + process.env.PATH },
      ...options,
    })
    const forward = (signal) => child.kill(signal)
    process.on('SIGTERM', forward)
    // A terminal sends SIGINT to the child as well; here it only must not end us first.
    const wait = () => {}
    process.on('SIGINT', wait)
    child.on('error', (error) => { process.stderr.write(`${error.message}\n`); resolve(70) })
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward)
      process.off('SIGINT', wait)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** The command line, from any folder. */
export async function runCommandLine(parameters) {
  await prepare(parameters[0])
  if (!process.exitCode) process.exitCode = await run([join(root, 'src/main/cli.ts'), ...parameters])
}

/** Installs what is missing, and builds what the task or command hands out. */
async function prepare(name, [first] = []) {
  installWhatIsMissing()
  if (withPortal.has(name) || withPortal.has(`${name} ${first}`)) process.exitCode = await buildPortal()
}

async function runTask(name, parameters) {
  const steps = tasks[name]
  if (!steps) {
    process.stderr.write(`There is no task ${name}; there are ${Object.keys(tasks).join(', ')}.\n`)
    process.exit(2)
  }
  await prepare(name, parameters)
  if (process.exitCode) return
  for (const [place, step] of steps.entries()) {
    process.exitCode = await run([...step, ...(place === steps.length - 1 ? parameters : [])], { cwd: root })
    if (process.exitCode) return
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runTask(process.argv[2], process.argv.slice(3))
