import { readFileSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isNetwork } from '#platform/http/client-address.ts'
import { type OidcProvider, OidcProviders } from '#platform/auth/oidc-provider.ts'
import { Refusal } from '#platform/refusal.ts'

/** Where people write to. */
const Contact = z.union([z.email(), z.url({ protocol: /^https?$/ })], 'an e-mail address, or the address of a page such as https://dam.example/contact')

const Environment = z.object({
  DATADAM_HOME: z.string().min(1).optional(),
  DATADAM_MEMORY_MB: z.coerce.number().int().min(256).default(2000),
  DATADAM_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://dam.example' }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'an address such as postgresql://user:password@host/name' }).optional(),
  STORAGE_URL: z.string().min(1).optional(),
  AWS_ACCESS_KEY_ID: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  SIGN_IN_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  DOI_PREFIX: z.string().regex(/^10\.\d{4,9}$/, 'such as 10.12345').optional(),
  MAIL_FROM: z.string().min(3).optional(),
  MAIL_URL: z.url({ protocol: /^smtps?$/, error: 'an address such as smtp://user:password@host:587' }).optional(),
  TRUSTED_PROXIES: z.string().default('').transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== '')).refine((networks) => networks.every(isNetwork), 'addresses or networks such as 10.0.0.0/8, with commas between'),
  TIME_ZONE: z.string().refine(isTimeZone, 'a time zone such as Asia/Seoul').default('Asia/Seoul'),
  SIGN_IN_PROVIDERS: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  SCAN_COMMAND: z.string().min(1).optional(),
  OPERATOR_NAME: z.string().trim().min(1).max(200).optional(),
  OPERATOR_CONTACT: Contact.optional(),
  SECURITY_CONTACT: Contact.optional(),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  REQUESTS_AT_ONCE: z.coerce.number().int().min(1).max(10_000).default(400),
})

/** Every setting there is. */
export const SETTINGS = Object.keys(Environment.shape)

/** Those that hold a secret may be read from a file instead, which `NAME_FILE` names. */
export const SECRET_SETTINGS = ['DATABASE_URL', 'AWS_SECRET_ACCESS_KEY', 'MAIL_URL', 'METRICS_TOKEN', 'SIGN_IN_PROVIDERS', 'SIGN_IN_SECRET'] as const

/** What the environment settles, read once. */
export interface Config {
  /** Keys, originals and unfinished runs lie here, never in a release. */
  readonly home: string
  /** What the engine may hold in memory before it spills; the rest of the program takes about as much again. */
  readonly memoryBytes: number
  readonly threads: number
  readonly server: {
    readonly host: string
    /** 0 for any that is free. */
    readonly port: number
    /** How people reach it; undefined where they do by host and port. */
    readonly publicUrl: string | undefined
    /** Addresses or networks whose `X-Forwarded-For` is believed. */
    readonly trustedProxies: readonly string[]
    readonly metricsToken: string | undefined
    readonly requestsPerMinute: number
    /** How many are answered at one time; the others are told to come again. */
    readonly requestsAtOnce: number
  }
  /** A PostgreSQL server; undefined for a folder of ours in `home`. */
  readonly databaseUrl: string | undefined
  /** Where releases and uploads lie; undefined for a folder in `home`. */
  readonly storageUrl: string | undefined
  /** For a store in S3. */
  readonly storageCredentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  /** Whose days count, such as Asia/Seoul. */
  readonly timeZone: string
  /** Other places to sign in with, such as a national identity. */
  readonly signInProviders: readonly OidcProvider[]
  /** Signs cookies; several servers of one portal share it. Undefined where it is kept in `home`. */
  readonly signInSecret: string | undefined
  /** That a registration agency has given; undefined where versions have no DOI. */
  readonly doiPrefix: string | undefined
  /** Whom letters come from, as `Datadam <dam@example.org>`. */
  readonly mailFrom: string | undefined
  /** Where letters are handed in; undefined where none are sent. */
  readonly mailUrl: string | undefined
  /** A program that looks for harmful content, with its words; undefined where none is asked. */
  readonly scanCommand: readonly [string, ...string[]] | undefined
  /** Who answers for the portal, in the words of the page on privacy. */
  readonly operatorName: string | undefined
  /** Where people reach them: an e-mail address, or the address of a page. */
  readonly operatorContact: string | undefined
  /** Where a hole is told, the same way; undefined where it is the operator's. */
  readonly securityContact: string | undefined
}

type Given = Readonly<Record<string, string | undefined>>

/** Reads the settings. @throws {Refusal} `wrong-use` naming the setting and what it may be */
export function readConfig(environment: Given): Config {
  const parsed = Environment.safeParse({ ...environment, ...secretsFromFiles(environment) })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Refusal('wrong-use', `The setting ${String(issue?.path[0])} is not right: ${issue?.message}. It is read from the environment.`)
  }
  const { DATADAM_HOME: home, DATADAM_MEMORY_MB: megabytes, DATADAM_THREADS: threads, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = parsed.data
  return {
    home: resolve(home ?? join(homedir(), '.datadam')),
    memoryBytes: megabytes * 1e6,
    threads: threads ?? availableParallelism(),
    server: {
      host: parsed.data.HOST, port: parsed.data.PORT, publicUrl: parsed.data.PUBLIC_URL, trustedProxies: parsed.data.TRUSTED_PROXIES,
      metricsToken: parsed.data.METRICS_TOKEN, requestsPerMinute: parsed.data.REQUESTS_PER_MINUTE, requestsAtOnce: parsed.data.REQUESTS_AT_ONCE,
    },
    databaseUrl: parsed.data.DATABASE_URL,
    storageUrl: parsed.data.STORAGE_URL,
    storageCredentials: accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey },
    timeZone: parsed.data.TIME_ZONE,
    signInProviders: readProviders(parsed.data.SIGN_IN_PROVIDERS),
    signInSecret: parsed.data.SIGN_IN_SECRET,
    doiPrefix: parsed.data.DOI_PREFIX,
    mailFrom: parsed.data.MAIL_FROM,
    mailUrl: parsed.data.MAIL_URL,
    scanCommand: wordsOf(parsed.data.SCAN_COMMAND),
    operatorName: parsed.data.OPERATOR_NAME,
    operatorContact: parsed.data.OPERATOR_CONTACT,
    securityContact: parsed.data.SECURITY_CONTACT,
  }
}

/** A program and its words; undefined where there is none. */
function wordsOf(command = ''): Config['scanCommand'] {
  const [program, ...words] = command.split(' ').filter((word) => word !== '')
  return program === undefined ? undefined : [program, ...words]
}

function secretsFromFiles(environment: Given): Given {
  return Object.fromEntries(SECRET_SETTINGS.flatMap((name) => {
    const path = environment[`${name}_FILE`]
    if (path === undefined) return []
    if (environment[name] !== undefined) throw new Refusal('wrong-use', `Both ${name} and ${name}_FILE are set; set one of them`)
    return [[name, readSecret(`${name}_FILE`, path)]]
  }))
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (fault) {
    throw new Refusal('wrong-use', `The file that ${name} names cannot be read`, { cause: fault })
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** @throws {Refusal} `wrong-use` where it is no list of providers */
function readProviders(text: string | undefined): readonly OidcProvider[] {
  if (text === undefined) return []
  try {
    return OidcProviders.parse(JSON.parse(text))
  } catch (cause) {
    throw new Refusal('wrong-use', 'The setting SIGN_IN_PROVIDERS is not right: it is a JSON list of providers with id, name, discoveryUrl, clientId and clientSecret', { cause })
  }
}
