import { openLog } from '#platform/log.ts'
import { PLUGS } from '../features.ts'
import { serveDam } from '../serve.ts'
import type { Command } from './command.ts'

/** Portal, interface and jobs in one process, until it is stopped. */
export const serve: Command = {
  name: 'serve',
  summary: 'Serve portal, interface and jobs until stopped',
  options: [],
  async run(_, { config, version, signal }) {
    const log = openLog(process.stderr)
    await serveDam({ config, version, plugs: PLUGS }, {
      log, stop: signal,
      // It is for whoever started the server, holds once, and is gone as soon as there is an operator.
      onListening: (_url, firstOperatorLink) => { if (firstOperatorLink !== undefined) log.note(`Make the first operator here: ${firstOperatorLink}`) },
    })
    return { ok: true, text: 'Stopped; nothing in hand was lost.', json: { outcome: 'stopped' } }
  },
}
