-- What a person looks for again and again; whoever publishes something new that fits makes them a notice.
create table saved_search (
  id text primary key,
  person_id text not null references person on delete cascade,
  name text not null,
  -- Words and choices, as the catalogue is asked.
  search jsonb not null,
  created_at timestamptz(3) not null
);

create index saved_search_by_person on saved_search (person_id, created_at);
