import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Builds the portal's pages, once before all tests in a browser. */
export async function setup(): Promise<void> {
  const build = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } })
  const [code] = await once(build, 'close')
  if (code !== 0) throw new Error(`The portal was not built: vite ended with ${code}`)
}
