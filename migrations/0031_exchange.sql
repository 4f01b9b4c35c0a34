-- Imports of a plan: the file, how it was read, what came of it.

create table plan.import_job (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  -- uploaded: read, nothing in the plan yet; done: its pieces are in the plan; undone: they were taken out again.
  status text not null check (status in ('uploaded', 'done', 'undone')),
  file_id uuid not null,
  -- How the sheet was read, as the person confirmed it. Sheet, row and cell of every value follow from it.
  mapping jsonb check (mapping is null or jsonb_typeof(mapping) = 'object'),
  piece_count int not null default 0 check (piece_count >= 0),
  problem_count int not null default 0 check (problem_count >= 0),
  left_out_count int not null default 0 check (left_out_count >= 0),
  -- What was reported and left out, for reading it again: { problems, leftOut }.
  report jsonb,
  kept_count int not null default 0 check (kept_count >= 0),
  created_at timestamptz not null,
  created_by uuid,
  done_at timestamptz,
  undone_at timestamptz,
  primary key (workspace_id, id),
  constraint import_job_file foreign key (workspace_id, file_id) references kernel.file (workspace_id, id),
  constraint import_job_done check ((status = 'uploaded') = (done_at is null)),
  constraint import_job_undone check ((status = 'undone') = (undone_at is not null))
);
create index import_job_by_time on plan.import_job (workspace_id, created_at desc);
create index import_job_by_file on plan.import_job (workspace_id, file_id);
create index import_job_abandoned on plan.import_job (created_at) where status = 'uploaded';
select kernel.guard('plan.import_job');

alter table plan.piece
  add constraint piece_import foreign key (workspace_id, import_job_id) references plan.import_job (workspace_id, id);
