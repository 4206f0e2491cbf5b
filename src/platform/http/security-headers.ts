import type { MiddlewareHandler } from 'hono'
import type { Door } from './door.ts'

/** Scripts and styles come as files of ours and from nowhere else; nothing inline, so a word that slips into a page can run nothing. */
export const PAGE_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'",
  // The portal shows reports, which carry a sandbox of their own.
  "frame-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'",
].join('; ')

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const TWO_YEARS_SECONDS = 63_072_000

/** Sends what tells a browser to be strict. A route may set a policy of its own, such as a sandbox. */
export function sendSecurityHeaders({ publicUrl }: { publicUrl: string }): MiddlewareHandler<Door> {
  const headers = Object.entries({ ...ALWAYS, ...(new URL(publicUrl).protocol === 'https:' && { 'strict-transport-security': `max-age=${TWO_YEARS_SECONDS}; includeSubDomains` }) })
  return async (c, next) => {
    await next()
    for (const [name, value] of headers) c.res.headers.set(name, value)
    if (c.res.headers.has('content-security-policy')) return
    c.res.headers.set('content-security-policy', PAGE_POLICY)
    c.res.headers.set('x-frame-options', 'DENY')
  }
}
