import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { Refusal } from '#platform/refusal.ts'
import { refuseUnreadable } from './unreadable.ts'

/** How large something packed may become. */
export interface UnpackLimits {
  /** Nothing may become larger than this. */
  readonly bytes: number
  /** Beyond 100 MB, unpacked bytes may be at most this many times the packed ones. */
  readonly ratio: number
}

export const UNPACK_LIMITS: UnpackLimits = { bytes: 100e9, ratio: 200 }

const ALWAYS_ALLOWED_BYTES = 100e6

/** Unpacks a gzip or Zstandard file as a stream. @throws {Refusal} `bad-input` when it is damaged, or a bomb */
export async function* unpacked(file: string, kind: 'gzip' | 'zstandard', name: string, limits = UNPACK_LIMITS): AsyncGenerator<Uint8Array> {
  const { size } = await stat(file)
  const unpacker = kind === 'gzip' ? createGunzip({ chunkSize: 1 << 18 }) : createZstdDecompress({ chunkSize: 1 << 18 })
  const source = createReadStream(file, { highWaterMark: 1 << 18 })
  source.on('error', (fault) => unpacker.destroy(fault))
  source.pipe(unpacker)
  const guard = bombGuard(size, name, limits)
  try {
    for await (const chunk of unpacker) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('A decompressor gave no bytes')
      guard(chunk.byteLength)
      yield chunk
    }
  } catch (fault) {
    refuseUnreadable(fault, name)
  } finally {
    source.destroy()
    unpacker.destroy()
  }
}

/** Counts unpacked bytes and refuses when they become too many for what was packed. */
export function bombGuard(packedBytes: number, name: string, limits = UNPACK_LIMITS): (bytes: number) => void {
  let total = 0
  return (bytes) => {
    total += bytes
    if (total > limits.bytes) throw new Refusal('bad-input', `${name} unpacks to more than ${limits.bytes / 1e9} GB; deliver it in smaller files`)
    if (total > ALWAYS_ALLOWED_BYTES && total > packedBytes * limits.ratio) {
      throw new Refusal('bad-input', `${name} unpacks to more than ${limits.ratio} times its size, as a decompression bomb does; deliver it unpacked`)
    }
  }
}
