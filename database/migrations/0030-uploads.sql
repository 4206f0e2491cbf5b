-- Files that were sent, or fetched, for a data set. Whole ones lie in the object store below uploads/<id>.
create table upload (
  id text primary key,
  dataset_id text not null references dataset,
  name text not null,
  -- Null while nobody knows how large a fetched file is.
  bytes bigint check (bytes >= 0),
  -- Of a fetched file; how much of a sent one is there is told by the disk.
  received bigint not null default 0,
  promised_sha256 text check (promised_sha256 ~ '^[0-9a-f]{64}$'),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('receiving', 'complete', 'failed')),
  -- The address without its query, which may be secret.
  fetched_from text,
  because text,
  added_by text not null references person,
  created_at timestamptz(3) not null,
  completed_at timestamptz(3),
  check ((state = 'complete') = (sha256 is not null and completed_at is not null and bytes is not null))
);

create index upload_by_dataset on upload (dataset_id, created_at);
create index upload_unfinished on upload (created_at) where state <> 'complete';
