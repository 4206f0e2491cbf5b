-- What was ever saved as a data set's recipe; the highest number is the one that holds.
create table recipe_draft (
  dataset_id text not null references dataset,
  number integer not null,
  text text not null,
  saved_by text not null references person,
  saved_at timestamptz(3) not null,
  primary key (dataset_id, number)
);
