-- What happened, in order. Written in the transaction of the act; told to the consumers afterwards.
create table event (
  position bigint primary key,
  id uuid not null unique,
  type text not null,
  version integer not null,
  at timestamptz(3) not null,
  actor text not null,
  acting_for text,
  subject text not null,
  audience text not null check (audience in ('public', 'restricted')),
  payload jsonb not null
);

create index event_by_subject on event (subject, position);

create trigger event_is_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();

-- How far each consumer has read.
create table event_consumer (
  name text primary key,
  position bigint not null default 0,
  failures integer not null default 0,
  failed_at timestamptz(3),
  because text
);
