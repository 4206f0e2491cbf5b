-- Why a person must not see or decide something. Declared for good, or waived by somebody else until a day.
create table conflict_of_interest (
  id text primary key,
  person_id text not null references person,
  -- Such as dataset:city-of-x/discharges or organisation:city-of-x.
  object text not null,
  kind text not null check (kind in ('employer', 'holding', 'family', 'advisee', 'co-author', 'other')),
  because text not null,
  declared_at timestamptz(3) not null,
  waived_by text references person check (waived_by <> person_id),
  waived_because text,
  waived_until date,
  check ((waived_by is null) = (waived_because is null) and (waived_by is null) = (waived_until is null)),
  unique (person_id, object, kind)
);
create index conflict_of_interest_by_object on conflict_of_interest (object);
