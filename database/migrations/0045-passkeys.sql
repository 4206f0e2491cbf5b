-- A way to sign in without a password: the public half of a key that a device of the person keeps. The sign-in library writes it.
create table passkey (
  id text primary key,
  person_id text not null references person on delete cascade,
  name text not null,
  -- As the device calls it, in base64url; no two people share one.
  credential_id text not null unique,
  public_key text not null,
  -- How often the key has signed; a copy of it falls behind. Many devices always say 0.
  counter bigint not null check (counter between 0 and 4294967295),
  device_type text not null,
  backed_up boolean not null,
  transports text,
  -- The make of the device, where it says so.
  aaguid text,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index passkey_by_person on passkey (person_id);
