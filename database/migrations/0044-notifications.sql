-- What somebody is told. The words are made when it is read, in the reader's language.
create table notification (
  id text primary key,
  person_id text not null references person on delete cascade,
  event_id uuid not null,
  kind text not null,
  -- What the words are filled with; no names of people.
  facts jsonb not null,
  address text not null,
  -- What it is about, for those who must not see it any more.
  object text not null,
  at timestamptz(3) not null,
  is_duty boolean not null,
  -- The duty that it tells of, such as application:…; done for all who were told when one of them does it.
  duty text,
  read_at timestamptz(3),
  done_at timestamptz(3),
  check (is_duty = (duty is not null)),
  unique (person_id, event_id, kind)
);
create index notification_by_person on notification (person_id, at);
create index notification_by_duty on notification (duty) where done_at is null;
-- One item a duty, however many events tell of it.
create unique index notification_of_duty on notification (person_id, duty) where done_at is null;

-- Kinds of notices that somebody does not want. Duties cannot be muted.
create table notification_mute (
  person_id text not null references person on delete cascade,
  kind text not null,
  primary key (person_id, kind)
);
