-- Who there is, how they sign in, and for whom they may act. The first five tables are written by the sign-in library.
create table person (
  id text primary key,
  name text not null,
  -- Small letters, as it is compared.
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  language text not null default 'ko' check (language in ('ko', 'en', 'ar')),
  is_operator boolean not null default false,
  suspended_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);

create table organisation (
  id text primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name jsonb not null,
  description jsonb not null default '{}',
  homepage text,
  created_at timestamptz(3) not null
);

create table session (
  id text primary key,
  person_id text not null references person on delete cascade,
  token text not null unique,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  -- The hat that is worn; the roles are looked up each time.
  acting_for text references organisation,
  last_seen_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index session_by_person on session (person_id);
create index session_by_expiry on session (expires_at);

-- A way to sign in: a password, or a provider's word.
create table account (
  id text primary key,
  person_id text not null references person on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (provider_id, account_id)
);
create index account_by_person on account (person_id);

-- What was sent out and must come back: reset links, sign-ins that wait for a second factor or a provider.
create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index verification_by_identifier on verification (identifier);

create table two_factor (
  id text primary key,
  person_id text not null references person on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz(3)
);
create index two_factor_by_person on two_factor (person_id);

create table membership (
  organisation_id text not null references organisation,
  person_id text not null references person,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['owner', 'steward', 'approver', 'access-officer', 'member']),
  -- Both days included; without one it holds from ever, or for ever.
  valid_from date,
  valid_until date check (valid_until >= valid_from),
  created_at timestamptz(3) not null,
  primary key (organisation_id, person_id)
);
create index membership_by_person on membership (person_id);

-- Whoever holds the address may accept; whether anybody does is not told.
create table invitation (
  id text primary key,
  organisation_id text not null references organisation,
  email text not null check (email = lower(email)),
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['owner', 'steward', 'approver', 'access-officer', 'member']),
  valid_from date,
  valid_until date check (valid_until >= valid_from),
  invited_by text not null references person,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  unique (organisation_id, email)
);
create index invitation_by_email on invitation (email);

create table api_key (
  id text primary key,
  person_id text not null references person,
  name text not null,
  -- What is shown of it; the rest is known to its holder only.
  prefix text not null,
  sha256 text not null unique,
  scopes text[] not null check (scopes <@ array['read', 'download', 'upload', 'run', 'apply']),
  acting_for text references organisation,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > created_at and expires_at <= created_at + interval '366 days'),
  last_used_at timestamptz(3),
  -- An ended key stays, for the audit log names it.
  ended_at timestamptz(3)
);
create index api_key_by_person on api_key (person_id);

-- The link that makes the first operator.
create table first_operator_token (
  sha256 text primary key,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

-- How often something was tried in the window that runs; the key is a hash.
create table attempt_count (
  key text primary key,
  attempts integer not null,
  ends_at timestamptz(3) not null
);
create index attempt_count_by_end on attempt_count (ends_at);
