-- What was done, by whom, for whom, to what. Lines are only ever added; each holds the hash of the one before.
create table audit_line (
  position bigint primary key,
  at timestamptz(3) not null,
  actor text not null,
  acting_for text,
  act text not null,
  object text not null,
  -- json, not jsonb: it is kept letter by letter, as it was hashed.
  detail json not null,
  previous_hash text not null,
  hash text not null unique
);

create index audit_line_by_object on audit_line (object, position);
create index audit_line_by_actor on audit_line (actor, position);

-- The last line of a day. Whoever has kept a published one can prove that nothing before it was changed since.
create table audit_root (
  day date primary key,
  position bigint not null references audit_line,
  hash text not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Lines of % are only ever added, never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger audit_line_is_append_only before update or delete or truncate on audit_line
  for each statement execute function refuse_change();
create trigger audit_root_is_append_only before update or delete or truncate on audit_root
  for each statement execute function refuse_change();
