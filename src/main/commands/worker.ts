import { openLog } from '#platform/log.ts'
import type { Command } from './command.ts'

/** Jobs only, beside a server on the same PostgreSQL, until it is stopped. */
export const worker: Command = {
  name: 'worker',
  summary: 'Work on jobs beside a server until stopped',
  options: [],
  async run(_, { config, version, signal }) {
    const [{ PLUGS }, { workForDam }] = await Promise.all([import('../features.ts'), import('../open-dam.ts')])
    await workForDam({ config, version, plugs: PLUGS }, { log: openLog(process.stderr), stop: signal })
    return { ok: true, text: 'Stopped; what was in hand goes on elsewhere.', json: { outcome: 'stopped' } }
  },
}
