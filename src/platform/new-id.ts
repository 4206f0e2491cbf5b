import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

/** Makes ids that nobody can guess and that sort by when they were made: version 7 of RFC 9562. */
export function newIds({ clock }: { clock: Clock }): () => string {
  return () => {
    const bytes = randomBytes(16)
    bytes.writeUIntBE(clock.now().getTime(), 0, 6)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
}
