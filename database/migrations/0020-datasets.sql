-- What publishers offer. What they say of it lies in `details`; what is measured lies with each version.
create table dataset (
  id text primary key,
  publisher_id text not null references organisation,
  slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'),
  details jsonb not null,
  access text not null check (access in ('open', 'registered', 'on-application')),
  domain text,
  -- Titles, descriptions, keywords and publisher, folded as search words are.
  search_text text not null,
  doi text,
  -- The newest published version; the newest withdrawn one where none is left; null while nothing was ever published.
  latest_version_id text,
  followers integer not null default 0 check (followers >= 0),
  created_by text not null references person,
  created_at timestamptz(3) not null,
  edited_at timestamptz(3) not null,
  unique (publisher_id, slug)
);

create index dataset_by_latest_version on dataset (latest_version_id);

-- One version, from its first draft to its tombstone. What it consists of lies below release_path.
create table version (
  id text primary key,
  dataset_id text not null references dataset,
  version text not null check (version ~ '^\d+\.\d+\.\d+$'),
  state text not null check (state in ('draft', 'running', 'evidence-complete', 'submitted', 'returned', 'published', 'withdrawn')),
  run_id text,
  started_by text references person,
  submitted_by text references person,
  submitted_at timestamptz(3),
  release_path text,
  rows bigint,
  bytes bigint,
  manifest_sha256 text,
  verification text check (verification in ('passed', 'failed')),
  -- Columns, files and facts of the release, and its face, as read from its reports.
  evidence jsonb,
  face jsonb,
  doi text,
  published_at timestamptz(3),
  withdrawn_at timestamptz(3),
  withdrawn_because jsonb,
  created_at timestamptz(3) not null,
  unique (dataset_id, version),
  check (state not in ('evidence-complete', 'submitted', 'returned', 'published', 'withdrawn') or (release_path is not null and evidence is not null)),
  check ((state in ('published', 'withdrawn')) = (published_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_because is not null))
);

create index version_by_state on version (state);
alter table dataset add foreign key (latest_version_id) references version;

-- A published version never changes again; all that can still happen to it is that it is withdrawn.
create function keep_published_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'A published version is never removed' using errcode = 'restrict_violation';
  end if;
  if old.state = 'published' and new.state = 'withdrawn'
    and to_jsonb(new) - array['state', 'withdrawn_at', 'withdrawn_because'] = to_jsonb(old) - array['state', 'withdrawn_at', 'withdrawn_because']
  then
    return new;
  end if;
  raise exception 'A published version is never changed' using errcode = 'restrict_violation';
end
$$;

create trigger version_is_immutable before update or delete on version
  for each row when (old.state in ('published', 'withdrawn')) execute function keep_published_version();
