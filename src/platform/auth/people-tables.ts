import type { Generated, JSONColumnType } from 'kysely'
import type { Names, Role, Scope } from './people-answers.ts'

interface PersonTable {
  id: string
  name: string
  email: string
  email_verified: boolean
  two_factor_enabled: Generated<boolean>
  language: Generated<'ko' | 'en' | 'ar'>
  is_operator: Generated<boolean>
  suspended_at: Date | null
  created_at: Date
  updated_at: Date
}

interface OrganisationTable {
  id: string
  slug: string
  name: JSONColumnType<Names>
  description: JSONColumnType<Names>
  homepage: string | null
  created_at: Date
}

interface SessionTable {
  id: string
  person_id: string
  token: string
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
  acting_for: string | null
  last_seen_at: Date | null
  created_at: Date
  updated_at: Date
}

interface AccountTable {
  id: string
  person_id: string
  provider_id: string
  account_id: string
  password: string | null
  created_at: Date
  updated_at: Date
}

interface PasskeyTable {
  id: string
  person_id: string
  name: string
  credential_id: string
  public_key: string
  counter: number
  device_type: string
  backed_up: boolean
  transports: string | null
  aaguid: string | null
  created_at: Date
  last_used_at: Generated<Date | null>
}

interface MembershipTable {
  organisation_id: string
  person_id: string
  roles: Role[]
  /** Days as 2026-01-31, both included. */
  valid_from: string | null
  valid_until: string | null
  created_at: Date
}

interface InvitationTable {
  id: string
  organisation_id: string
  email: string
  roles: Role[]
  valid_from: string | null
  valid_until: string | null
  invited_by: string
  expires_at: Date
  created_at: Date
}

interface ApiKeyTable {
  id: string
  person_id: string
  name: string
  prefix: string
  sha256: string
  scopes: Scope[]
  acting_for: string | null
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
  ended_at: Date | null
}

/** The tables of people, organisations and the ways to sign in. */
export type PeopleTables = {
  person: PersonTable
  organisation: OrganisationTable
  session: SessionTable
  account: AccountTable
  passkey: PasskeyTable
  membership: MembershipTable
  invitation: InvitationTable
  api_key: ApiKeyTable
  first_operator_token: { sha256: string; created_at: Date; expires_at: Date; used_at: Date | null }
  attempt_count: { key: string; attempts: number; ends_at: Date }
}
