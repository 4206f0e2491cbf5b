import { join, resolve } from 'node:path'
import type { CollectReport, ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import type { Context } from '../context.ts'
import { textTable } from '../text-table.ts'
import type { Command } from './command.ts'

/** Tells what a table holds. */
export const profile: Command = {
  name: 'profile',
  summary: 'Describe every column of a table',
  argument: { words: '<files...>', description: 'the table, in one file or several' },
  options: [],
  async run({ files }, context) {
    const { profile: report } = await profileDelivery(files, context)
    return { ok: true, json: report, text: profileText(report) }
  },
}

/** Collects and profiles files for which there is no recipe. */
export async function profileDelivery(files: readonly string[], context: Context): Promise<{ collect: CollectReport; profile: ProfileReport }> {
  const [{ collectFiles }, { profileTable }] = await Promise.all([import('#dam/collect/collect-source.ts'), import('#dam/profile/profile-table.ts')])
  const engine = await context.openEngine()
  const { progress, signal, workspace } = context
  const paths = files.map((file) => (/^https?:/i.test(file) ? file : resolve(file)))
  const collect = await collectFiles({ paths, workspace, store: join(workspace, 'store') }, { engine, progress, signal })
  return { collect, profile: await profileTable(collect.table, { engine, progress }) }
}

function profileText(report: ProfileReport): string {
  const head = ['column', 'type', 'missing', 'distinct', 'range', 'role', 'because']
  const lines = [head, ...report.columns.map(lineOf)]
  return [
    `${report.rows.toLocaleString('en')} rows, ${report.duplicateRows.toLocaleString('en')} repeat an earlier one`,
    '',
    ...textTable(lines),
    ...report.dependences.map(({ from, to, strength }) => `${from} foretells ${to} in ${(strength * 100).toFixed(1)} % of the rows`),
  ].join('\n')
}

function lineOf({ name, type, missingShare, distinct, distinctIsExact, range, role }: ColumnProfile): string[] {
  const isShown = range && role.guess !== 'identifier' && (type === 'integer' || type === 'decimal')
  return [
    name, type, `${(missingShare * 100).toFixed(1)} %`, `${distinctIsExact ? '' : '~'}${distinct.toLocaleString('en')}`,
    isShown ? `${range.min}–${range.max}` : '', `${role.guess}${role.sure ? '' : '?'}`, role.because,
  ]
}
