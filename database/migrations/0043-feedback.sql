-- Questions, reports of defects, and errata that somebody proposes, of one data set.
create table thread (
  id text primary key,
  dataset_id text not null references dataset,
  kind text not null check (kind in ('question', 'defect', 'erratum')),
  title text not null,
  author_id text not null references person,
  at timestamptz(3) not null,
  version text,
  state text not null check (state in ('open', 'confirmed', 'answered', 'accepted', 'declined', 'fixed')),
  -- When it should have left the state open.
  due_at timestamptz(3) not null,
  decided_at timestamptz(3),
  fixed_in text,
  -- Of an erratum: row, column, what would be right, and how that is known.
  cell jsonb,
  overdue_told_at timestamptz(3),
  check ((kind = 'erratum') = (cell is not null)),
  check (fixed_in is null or state = 'fixed')
);
create index thread_by_dataset on thread (dataset_id, at);
create index thread_by_due on thread (due_at) where state = 'open';

create table thread_post (
  id text primary key,
  thread_id text not null references thread,
  author_id text not null references person,
  is_publisher boolean not null,
  at timestamptz(3) not null,
  words text not null
);
create index thread_post_by_thread on thread_post (thread_id, at);

-- Works that say they use a data set. Shown to all once its publisher has confirmed them.
create table citing_work (
  id text primary key,
  dataset_id text not null references dataset,
  kind text not null check (kind in ('dataset', 'model', 'paper', 'service')),
  title text not null,
  url text not null,
  added_by text not null references person,
  at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  confirmed_by text references person,
  check ((confirmed_at is null) = (confirmed_by is null)),
  unique (dataset_id, url)
);

create table follow (
  dataset_id text not null references dataset,
  person_id text not null references person on delete cascade,
  at timestamptz(3) not null,
  primary key (dataset_id, person_id)
);
create index follow_by_person on follow (person_id);
