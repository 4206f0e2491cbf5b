import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** Who the simulator says somebody is. */
export interface SimulatedIdentity {
  readonly sub: string
  readonly email: string
  readonly email_verified?: boolean
  readonly name: string
}

/** Ways in which a provider may be wrong, or somebody may pose as one. */
export type Misbehaviour = 'none' | 'foreign-signature' | 'wrong-nonce' | 'wrong-audience' | 'expired' | 'wrong-issuer'

/** A provider of OpenID Connect on this machine that signs in whoever it is told to, without asking. */
export interface OidcSimulator {
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
  identity: SimulatedIdentity
  misbehaviour: Misbehaviour
  close(): Promise<void>
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Starts the simulator: discovery, authorization code with PKCE, signed ID tokens, keys. */
export async function startOidcSimulator(identity: SimulatedIdentity): Promise<OidcSimulator> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const clientId = 'dam'
  const clientSecret = randomBytes(16).toString('hex')
  const codes = new Map<string, { readonly redirect: string; readonly nonce: string; readonly challenge: string }>()
  let issuer = ''

  function authorize(url: URL, response: ServerResponse): void {
    const asked = url.searchParams
    if (asked.get('client_id') !== clientId || asked.get('response_type') !== 'code' || asked.get('code_challenge_method') !== 'S256') return answer(response, 400, { error: 'invalid_request' })
    const code = randomBytes(16).toString('hex')
    const redirect = asked.get('redirect_uri') ?? ''
    codes.set(code, { redirect, nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' })
    const back = new URL(redirect)
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString())
    const basic = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString()
    const isClient = basic === `${clientId}:${clientSecret}` || (body.get('client_id') === clientId && body.get('client_secret') === clientSecret)
    const kept = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    const challenge = createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url')
    if (!isClient || !kept || kept.challenge !== challenge || kept.redirect !== body.get('redirect_uri')) return answer(response, 400, { error: 'invalid_grant' })
    answer(response, 200, { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', expires_in: 300, id_token: idToken(kept.nonce) })
  }

  function idToken(nonce: string): string {
    const { misbehaviour } = simulator
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: misbehaviour === 'wrong-issuer' ? 'https://elsewhere.example' : issuer, aud: misbehaviour === 'wrong-audience' ? 'somebody-else' : clientId,
      iat: now - 1000, exp: misbehaviour === 'expired' ? now - 900 : now + 300, nonce: misbehaviour === 'wrong-nonce' ? 'another' : nonce, ...simulator.identity,
    }
    const said = `${base64url({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${base64url(claims)}`
    return `${said}.${sign('sha256', Buffer.from(said), misbehaviour === 'foreign-signature' ? foreign.privateKey : own.privateKey).toString('base64url')}`
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/.well-known/openid-configuration') {
      return answer(response, 200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'], response_types_supported: ['code'], subject_types_supported: ['public'] })
    }
    if (url.pathname === '/keys') return answer(response, 200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    if (url.pathname === '/authorize') return authorize(url, response)
    if (url.pathname === '/token') return void token(request, response)
    return answer(response, 404, {})
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const simulator: OidcSimulator = {
    discoveryUrl: `${issuer}/.well-known/openid-configuration`, clientId, clientSecret, identity, misbehaviour: 'none',
    async close() {
      server.closeAllConnections()
      await new Promise((done) => { server.close(done) })
    },
  }
  return simulator
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
