import { z } from 'zod'

/**
 * Another place that says who somebody is, such as a national identity, by OpenID Connect.
 *
 * The portal's address `<public address>/api/auth/callback/<id>` must be known there.
 */
export type OidcProvider = Readonly<z.infer<typeof OidcProvider>>
export const OidcProvider = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** What people read on the button. */
  name: z.string().min(1).max(60),
  /** Such as https://id.example.org/.well-known/openid-configuration */
  discoveryUrl: z.url({ protocol: /^https?$/ }).refine(isSafe, 'must be https, except on this machine'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z.array(z.string().min(1)).default(['openid', 'email', 'profile']),
  /** True where the provider checks every address itself and only says nothing of it. */
  emailIsVerified: z.boolean().default(false),
})

/** The providers as a setting has them: a JSON list. */
export const OidcProviders = z.array(OidcProvider).refine((providers) => new Set(providers.map(({ id }) => id)).size === providers.length, 'must have an id each')

function isSafe(text: string): boolean {
  const { protocol, hostname } = URL.parse(text) ?? { protocol: '', hostname: '' }
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
