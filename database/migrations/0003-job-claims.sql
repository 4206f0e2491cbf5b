-- Which worker has which job in hand. A worker shows that it lives by an advisory lock of its number.
create sequence job_worker_number as integer cycle;

create table job_claim (
  job_id uuid primary key,
  job text not null,
  attempt integer not null,
  worker integer not null
);
