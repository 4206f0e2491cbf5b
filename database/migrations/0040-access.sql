-- What a publisher asks of those who apply for a data set. Without a row the form that the program has holds.
create table access_form (
  dataset_id text primary key references dataset,
  form jsonb not null,
  edited_by text not null references person,
  edited_at timestamptz(3) not null
);

-- Who wants a data set, what for, and what came of it.
create table application (
  id text primary key,
  dataset_id text not null references dataset,
  applicant_id text not null references person,
  organisation_id text references organisation,
  purpose text not null,
  legal_basis text not null check (legal_basis in ('statistics', 'research', 'public-record', 'consent', 'contract', 'other')),
  until_day date not null,
  answers jsonb not null,
  -- The form as it was asked, kept with what came of it.
  form jsonb not null,
  state text not null check (state in ('waiting', 'granted', 'refused', 'withdrawn', 'revoked', 'expired')),
  applied_at timestamptz(3) not null,
  due_at timestamptz(3) not null check (due_at > applied_at),
  escalated_at timestamptz(3),
  decided_at timestamptz(3),
  decided_by text references person,
  reasons text,
  -- The last day of the grant, included.
  granted_until date,
  ended_at timestamptz(3),
  ended_by text references person,
  check ((state in ('waiting', 'withdrawn')) = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  check ((state in ('granted', 'revoked', 'expired')) = (granted_until is not null)),
  check ((state in ('withdrawn', 'revoked', 'expired')) = (ended_at is not null)),
  check (decided_by <> applicant_id)
);
-- One question at a time.
create unique index application_waiting on application (dataset_id, applicant_id) where state = 'waiting';
create index application_by_dataset on application (dataset_id, applied_at);
create index application_by_applicant on application (applicant_id, applied_at);
create index application_by_due on application (due_at) where state = 'waiting';
create index application_by_end on application (granted_until) where state = 'granted';

-- Who else will work with it. Each is known by the address that was confirmed when signing up.
create table application_person (
  application_id text not null references application,
  place integer not null,
  name text not null,
  email text not null check (email = lower(email)),
  primary key (application_id, place)
);
create index application_person_by_email on application_person (email);

-- Which notices of an end were given, so that none is given twice.
create table application_notice (
  application_id text not null references application,
  days_left integer not null,
  granted_until date not null,
  at timestamptz(3) not null,
  primary key (application_id, days_left, granted_until)
);
