-- Downloads of each version, by the day and file: no person, no address.
create table download_count (
  version_id text not null references version,
  day date not null,
  path text not null,
  downloads bigint not null,
  primary key (version_id, day, path)
);

-- Who took which file of a version that is not open to all, so that it can be recalled.
create table download (
  id text primary key,
  version_id text not null references version,
  person_id text not null references person,
  path text not null,
  at timestamptz(3) not null
);

create index download_by_version on download (version_id, person_id, path, at);
create index download_by_person on download (person_id, at);

create trigger download_is_append_only before update or delete or truncate on download
  for each statement execute function refuse_change();
