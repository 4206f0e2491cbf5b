import { createServer } from 'node:net'

/** A port that was free a moment ago, for whoever must know it before the server listens. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, host, () => {
      const place = probe.address()
      probe.close(() => { if (typeof place === 'object' && place !== null) resolve(place.port); else reject(new Error('No port is free')) })
    })
  })
}
