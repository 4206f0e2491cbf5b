-- One run of a recipe, from its start to a release, a refusal or a stop.
create table run (
  id text primary key,
  dataset_id text not null references dataset,
  version_id text not null references version,
  version text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- How often work on it was begun; whoever has an older number may write nothing more.
  attempt integer not null default 0,
  started_by text not null references person,
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  -- As it is run, and the uploads that its files are.
  recipe text not null,
  inputs jsonb not null,
  stages jsonb not null,
  because text,
  release_path text,
  job_id text not null,
  -- Raised by each change, so that whoever watches knows what was seen.
  change bigint not null default 0,
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null)),
  check ((state = 'done') = (release_path is not null))
);

create index run_by_dataset on run (dataset_id, created_at);
create index run_by_inputs on run using gin (inputs jsonb_path_ops) where state in ('waiting', 'running');

create table run_log (
  run_id text not null references run,
  position integer not null,
  at timestamptz(3) not null,
  line text not null,
  primary key (run_id, position)
);
