import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeHospitalDischarges } from '../../examples/hospital-discharges/make-data.ts'
import { runCli } from './cli.ts'

/**
 * `npm start`: makes the example's data, runs its recipe and verifies the release as a stranger would.
 *
 * Its keys and originals stay in the clone, apart from the user's own.
 */
const root = join(import.meta.dirname, '../..')
const example = join(root, 'examples/hospital-discharges')
const release = join(example, 'releases/saeron-city/discharges@1.0.0')
process.env.DATADAM_HOME ??= join(root, '.datadam')

process.stdout.write('Making the discharges of three hospitals of an invented city …\n')
await mkdir(join(example, 'data'), { recursive: true })
await writeHospitalDischarges(join(example, 'data/discharges.csv'))
// The example is made anew each time; a real release is never written twice.
if (existsSync(release)) await rm(release, { recursive: true })

process.stdout.write('Running its recipe, examples/hospital-discharges/recipe.yaml …\n')
process.exitCode = await runCli(['run', join(example, 'recipe.yaml'), '--out', join(example, 'releases')])
if (process.exitCode === 0) {
  process.stdout.write('Verifying the release as anyone can who holds its folder …\n')
  process.exitCode = await runCli(['verify', release])
  process.stdout.write([
    '',
    `Open this in a browser:  ${join(release, 'report.html')}`,
    'Then try your own table:',
    '  node datadam.mjs init your.csv        proposes a recipe',
    '  node datadam.mjs run recipe.yaml      runs it',
    '',
  ].join('\n'))
}
