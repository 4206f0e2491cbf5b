-- Who drew which sample of a version. Drawing the same again shows nothing new and costs nothing.
create table sample_draw (
  id text primary key,
  version_id text not null references version,
  person_id text not null references person,
  seed bigint not null,
  size integer not null check (size > 0),
  stratify jsonb not null,
  -- Rows that it costs: those asked for, or all there are where they are fewer.
  rows integer not null check (rows > 0),
  at timestamptz(3) not null,
  unique (version_id, person_id, seed, size, stratify)
);
create index sample_draw_by_person on sample_draw (person_id, at);
