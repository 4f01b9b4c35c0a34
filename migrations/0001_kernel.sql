-- What every part stands on: tenant guard, audit, events, mail, files, the identity of the installation.

create schema if not exists kernel;

-- The workspace of the running transaction, set by src/kernel/db/database.ts; null outside.
create function kernel.current_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('leitstand.workspace', true), '')::uuid $$;

-- True in transactions of the installation itself (jobs that look over all workspaces, identity).
create function kernel.is_system() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('leitstand.system', true), '') = 'on' $$;

-- Puts a table under the tenant guard: forced row-level security by workspace_id. Every table with a workspace_id
-- is guarded; a test looks for one that is not. The selects make PostgreSQL ask once a statement instead of once a
-- row, which halves the time of counting 10,000 rows.
create function kernel.guard(guarded regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format(
    'create policy workspace on %s using (workspace_id = (select kernel.current_workspace())
      or (select kernel.is_system()))', guarded);
end $$;

-- One row: who this installation is. A restored copy with another id must not publish (publishing-failures T26).
create table kernel.instance (
  only_one boolean primary key default true check (only_one),
  instance_id uuid not null,
  key_check text not null,
  created_at timestamptz not null default now()
);

create table kernel.audit (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_user_id uuid,
  actor_label text not null,
  action text not null,
  object_type text,
  object_id uuid,
  label text,
  before jsonb,
  after jsonb,
  request_id text not null,
  primary key (workspace_id, id)
);
create index audit_by_object on kernel.audit (workspace_id, object_id, at desc) where object_id is not null;
create index audit_by_time on kernel.audit (workspace_id, at desc);
select kernel.guard('kernel.audit');

create table kernel.event (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  delivered_at timestamptz,
  attempts int not null default 0,
  next_at timestamptz not null,
  error text,
  primary key (workspace_id, id)
);
create index event_undelivered on kernel.event (next_at) where delivered_at is null;
select kernel.guard('kernel.event');

create table kernel.mail (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  to_address text not null,
  to_name text not null default '',
  subject text not null,
  body_text text not null,
  body_html text not null,
  -- queued: to be sent; held: no mail server is configured, shown in the outbox; sent; failed: given up.
  status text not null check (status in ('queued', 'held', 'sent', 'failed')),
  attempts int not null default 0,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (workspace_id, id)
);
create index mail_by_time on kernel.mail (workspace_id, created_at desc);
select kernel.guard('kernel.mail');

create table kernel.file (
  workspace_id uuid not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  media_type text not null,
  name text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index file_by_hash on kernel.file (workspace_id, sha256);
select kernel.guard('kernel.file');
