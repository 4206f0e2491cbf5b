import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { z } from 'zod'

/** What a page hands to a device, as far as it is read here. */
export const CreationOptions = z.looseObject({ challenge: z.string(), rp: z.object({ id: z.string(), name: z.string() }), user: z.object({ id: z.string() }) })
export const RequestOptions = z.looseObject({ challenge: z.string(), rpId: z.string() })

/** How a device, or somebody in between, may be wrong. */
export interface Wrongly {
  /** The page that the browser says it was asked by. */
  readonly origin?: string
  /** Another portal's name. */
  readonly rpId?: string
  readonly challenge?: string
  /** False where nobody unlocked it. */
  readonly isUnlocked?: boolean
  /** False where nobody touched it. */
  readonly isPresent?: boolean
}

/** A device that keeps one passkey, on P-256, and answers as a browser hands it on (Web Authentication level 2, 5.1 and 6.1). */
export interface SoftwareAuthenticator {
  readonly credentialId: string
  /** Grows with each signature; set it back and the device is a copy. */
  counter: number
  create(options: unknown, wrongly?: Wrongly): object
  get(options: unknown, wrongly?: Wrongly): object
}

const PRESENT = 0x01
const UNLOCKED = 0x04
const WITH_KEY = 0x40

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

/** A new device with a key of its own. */
export function openSoftwareAuthenticator({ origin }: { readonly origin: string }): SoftwareAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const credentialId = id.toString('base64url')
  let userHandle = ''

  const clientData = (type: string, challenge: string, wrongly: Wrongly) =>
    Buffer.from(JSON.stringify({ type, challenge: wrongly.challenge ?? challenge, origin: wrongly.origin ?? origin, crossOrigin: false }))
  function authenticatorData(rpId: string, flags: number, { isPresent = true, isUnlocked = true, rpId: other = rpId }: Wrongly): Buffer {
    device.counter += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(device.counter)
    return Buffer.concat([sha256(other), Buffer.from([flags | (isPresent ? PRESENT : 0) | (isUnlocked ? UNLOCKED : 0)]), counter])
  }
  function attestedKey(): Buffer {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    // EC2, ES256, P-256 (RFC 9053, 7.1).
    const key = cbor(new Map<number, Encodable>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]))
    return Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key])
  }
  const answer = (response: object) => ({ id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response })
  const device: SoftwareAuthenticator = {
    credentialId, counter: 0,
    create(given, wrongly = {}) {
      const options = CreationOptions.parse(given)
      userHandle = options.user.id
      const authData = Buffer.concat([authenticatorData(options.rp.id, WITH_KEY, wrongly), attestedKey()])
      const attestation = cbor(new Map<string, Encodable>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]))
      return answer({ clientDataJSON: clientData('webauthn.create', options.challenge, wrongly).toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] })
    },
    get(given, wrongly = {}) {
      const options = RequestOptions.parse(given)
      const said = clientData('webauthn.get', options.challenge, wrongly)
      const authData = authenticatorData(options.rpId, 0, wrongly)
      const signature = sign('sha256', Buffer.concat([authData, sha256(said)]), privateKey)
      return answer({ clientDataJSON: said.toString('base64url'), authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url'), userHandle })
    },
  }
  return device
}

type Encodable = number | string | Buffer | Map<number | string, Encodable>

/** As much of CBOR (RFC 8949, 3) as a device writes: whole numbers, bytes, text, maps. */
function cbor(value: Encodable): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...Array.from(value, ([key, item]) => Buffer.concat([cbor(key), cbor(item)]))])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  return length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 0xff])
}
