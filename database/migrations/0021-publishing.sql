-- Who decided what about a version, and why.
create table version_decision (
  id text primary key,
  version_id text not null references version,
  at timestamptz(3) not null,
  person_id text not null references person,
  decision text not null check (decision in ('submitted', 'approved', 'returned', 'withdrawn')),
  words text not null
);

create index version_decision_by_version on version_decision (version_id, at);

create trigger version_decision_is_append_only before update or delete or truncate on version_decision
  for each statement execute function refuse_change();

-- What changed since the version before: computed once from the rows of both.
create table version_diff (
  version_id text primary key references version,
  before_id text not null references version,
  -- Of which releases; a rerun of the version makes another.
  release_path text not null,
  diff jsonb not null,
  computed_at timestamptz(3) not null
);
