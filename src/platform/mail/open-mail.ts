import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Clock } from '#platform/clock.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Mail, MailDoor } from './mail.ts'

const CONNECT_MILLISECONDS = 20_000

/** Where mail goes: to a mail server, by an address such as `smtps://user:password@mail.example.org`, or into a folder of `.eml` files. */
export type MailLocation = { readonly url: string } | { readonly folder: string }

/**
 * Opens the way for mail to leave.
 *
 * @param from the sender, as `Datadam <dam@example.org>`
 * @throws {Refusal} `wrong-use` when the address is none of a mail server
 */
export function openMail(location: MailLocation & { readonly from: string }, { clock }: { clock: Clock }): MailDoor {
  return 'url' in location ? toServer(location.url, location.from) : toFolder(resolve(location.folder), location.from, clock)
}

function toServer(url: string, from: string): MailDoor {
  const parsed = URL.parse(url)
  if (!parsed || !['smtp:', 'smtps:'].includes(parsed.protocol)) throw new Refusal('wrong-use', 'MAIL_URL is not the address of a mail server; write it as smtps://user:password@mail.example.org')
  const transport = createTransport({
    host: parsed.hostname,
    port: Number(parsed.port) || (parsed.protocol === 'smtps:' ? 465 : 587),
    secure: parsed.protocol === 'smtps:',
    // Without TLS the password of the server and every reset link could be read on the way.
    requireTLS: parsed.protocol === 'smtp:' && !isLoopback(parsed.hostname),
    ...(parsed.username !== '' && { auth: { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) } }),
    connectionTimeout: CONNECT_MILLISECONDS, greetingTimeout: CONNECT_MILLISECONDS, socketTimeout: CONNECT_MILLISECONDS,
    disableFileAccess: true, disableUrlAccess: true,
  })
  return {
    destination: parsed.host,
    async send(mail, id) { await transport.sendMail(messageOf(mail, id, from)) },
  }
}

function toFolder(folder: string, from: string, clock: Clock): MailDoor {
  const transport = createTransport({ streamTransport: true, buffer: true, disableFileAccess: true, disableUrlAccess: true })
  return {
    destination: folder,
    async send(mail, id) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      if ((await readdir(folder)).some((name) => name.endsWith(`-${id}.eml`))) return
      const { message } = await transport.sendMail({ ...messageOf(mail, id, from), date: clock.now() })
      const path = join(folder, `${clock.now().toISOString().replaceAll(':', '-')}-${id}.eml`)
      // Whoever reads the folder finds whole letters only.
      await writeFile(`${path}.new`, message, { mode: 0o600 })
      await rename(`${path}.new`, path)
    },
  }
}

function messageOf({ to, language, subject, text }: Mail, id: string, from: string) {
  // Base64 keeps lines of Korean and Arabic whole on every server.
  return { messageId: `<${id}@${hostOf(from)}>`, from, to: { name: '', address: to }, subject, text, textEncoding: 'base64' as const, headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' } }
}

/** That of the sender's address, which stands at the end. */
function hostOf(from: string): string {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'datadam.invalid'
}

function isLoopback(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(host)
}
