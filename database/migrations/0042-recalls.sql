-- A version that everybody who has it is asked to destroy.
create table recall (
  id text primary key,
  version_id text not null unique references version,
  because jsonb not null,
  at timestamptz(3) not null,
  recalled_by text not null references person
);

-- Whoever took a file or a sample of it, and when they said that it is destroyed.
create table recall_notice (
  recall_id text not null references recall,
  person_id text not null references person,
  acknowledged_at timestamptz(3),
  primary key (recall_id, person_id)
);
create index recall_notice_by_person on recall_notice (person_id);
