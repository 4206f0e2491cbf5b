import { openLog } from '#platform/log.ts'
import type { Command } from './command.ts'

/** Portal, interface and jobs in one process, until it is stopped. */
export const serve: Command = {
  name: 'serve',
  summary: 'Serve portal, interface and jobs until stopped',
  options: [],
  async run({ options }, { config, version, signal }) {
    const [{ PLUGS }, { serveDam }] = await Promise.all([import('../features.ts'), import('../serve.ts')])
    const log = openLog(process.stderr)
    await serveDam({ config, version, plugs: PLUGS }, {
      log, stop: signal,
      // For whoever started the server, on their terminal alone: the link holds a token, which no log must.
      onListening(_url, firstOperatorLink) {
        if (firstOperatorLink !== undefined && options.json !== true) process.stdout.write(`Make the first operator here: ${firstOperatorLink}\n`)
      },
    })
    return { ok: true, text: 'Stopped; nothing in hand was lost.', json: { outcome: 'stopped' } }
  },
}
