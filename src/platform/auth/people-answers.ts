import { z } from 'zod'

/** What a person may do for an organisation. */
export const Role = z.enum(['owner', 'steward', 'approver', 'access-officer', 'member'])
export type Role = z.infer<typeof Role>

/** What an API key may be used for. */
export const Scope = z.enum(['read', 'download', 'upload', 'run', 'apply'])
export type Scope = z.infer<typeof Scope>

const Day = z.iso.date()
const Instant = z.iso.datetime()

export const Names = z.object({ ko: z.string().optional(), en: z.string().optional(), ar: z.string().optional() })
export type Names = Readonly<z.infer<typeof Names>>

/** A role of the person who asks, with the days it holds, both included. */
export const OwnMembership = z.object({ organisation: z.object({ id: z.string(), slug: z.string(), name: Names }), roles: z.array(Role), from: Day.nullable(), until: Day.nullable(), isValidNow: z.boolean() })
export type OwnMembership = Readonly<z.infer<typeof OwnMembership>>

/** Who asks. */
export const Me = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string(), isEmailVerified: z.boolean(), hasTwoFactor: z.boolean(), language: z.enum(['ko', 'en', 'ar']) }).nullable(),
  isOperator: z.boolean(),
  /** The hat that is worn now; null for the person alone. */
  actingFor: z.object({ id: z.string(), slug: z.string(), name: Names, roles: z.array(Role) }).nullable(),
  memberships: z.array(OwnMembership),
  /** What may be done now, in the words of the rule book. */
  permissions: z.array(z.string()),
  unread: z.number(), waiting: z.number(),
})
export type Me = Readonly<z.infer<typeof Me>>

export const OrganisationAnswer = z.object({
  id: z.string(), slug: z.string(), name: Names, description: Names, homepage: z.string().nullable(), createdAt: Instant,
  /** Only for its own people. */
  members: z.array(z.object({ person: z.object({ id: z.string(), name: z.string(), email: z.string() }), roles: z.array(Role), from: Day.nullable(), until: Day.nullable() })).optional(),
  /** Addresses that were invited and have not answered; only for its own people. Whether anybody has them is not told. */
  invited: z.array(z.object({ id: z.string(), email: z.string(), roles: z.array(Role), from: Day.nullable(), until: Day.nullable(), expiresAt: Instant })).optional(),
})
export type OrganisationAnswer = Readonly<z.infer<typeof OrganisationAnswer>>

/** An invitation that waits for the person who asks. */
export const InvitationAnswer = z.object({ id: z.string(), organisation: z.object({ id: z.string(), slug: z.string(), name: Names }), roles: z.array(Role), from: Day.nullable(), until: Day.nullable(), expiresAt: Instant })
export type InvitationAnswer = Readonly<z.infer<typeof InvitationAnswer>>

export const KeyAnswer = z.object({ id: z.string(), name: z.string(), prefix: z.string(), scopes: z.array(Scope), createdAt: Instant, expiresAt: Instant, lastUsedAt: Instant.nullable(), actingFor: z.string().nullable() })
export type KeyAnswer = Readonly<z.infer<typeof KeyAnswer>>

export const SessionAnswer = z.object({ id: z.string(), createdAt: Instant, lastSeenAt: Instant, expiresAt: Instant, agent: z.string(), address: z.string(), isThisOne: z.boolean() })
export type SessionAnswer = Readonly<z.infer<typeof SessionAnswer>>

/** What a passkey is called by its person. */
export const PasskeyName = z.string().trim().min(1).max(60)

export const PasskeyAnswer = z.object({ id: z.string(), name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() })
export type PasskeyAnswer = Readonly<z.infer<typeof PasskeyAnswer>>

export const UserAnswer = z.object({ id: z.string(), name: z.string(), email: z.string(), createdAt: Instant, isSuspended: z.boolean(), isOperator: z.boolean(), organisations: z.array(z.string()) })
export type UserAnswer = Readonly<z.infer<typeof UserAnswer>>
