-- The editorial plan: pieces (Beiträge) and the campaigns that bundle them.

create schema if not exists plan;

create table plan.campaign (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  name text not null check (name <> ''),
  -- What goes into utm_campaign of every link of the campaign.
  utm_name text not null check (utm_name ~ '^[a-z0-9][a-z0-9_-]*$'),
  starts_on date,
  ends_on date,
  colour text not null default 'blue' check (colour ~ '^[a-z]+$'),
  note text not null default '',
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  version int not null default 1,
  archived_at timestamptz,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  constraint campaign_span check (starts_on is null or ends_on is null or starts_on <= ends_on)
);
create unique index campaign_name on plan.campaign (workspace_id, lower(name)) where deleted_at is null;
create unique index campaign_utm_name on plan.campaign (workspace_id, utm_name) where deleted_at is null;
select kernel.guard('plan.campaign');

-- The last number given out; the row is the lock that makes numbers gapless within a committed plan.
create table plan.piece_counter (
  workspace_id uuid primary key references manage.workspace (id),
  last_number bigint not null check (last_number >= 0)
);
select kernel.guard('plan.piece_counter');

create table plan.piece (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  -- What people say to each other: "Beitrag 214". Never reused.
  number bigint not null check (number > 0),
  title text not null check (title <> ''),
  -- The folded beginning of the title (piece.rules.ts sortKeyOf): sorts ä as ae below any collation.
  title_key text collate "C" not null default '',
  status text not null default 'idea' check (status in (
    'idea', 'backlog', 'briefing', 'in_progress', 'in_review', 'approved', 'scheduled', 'published', 'rework',
    'deferred', 'declined', 'archived')),
  -- The place of the status in the order above, for sorting and for range conditions.
  status_rank smallint not null generated always as (array_position(array[
    'idea', 'backlog', 'briefing', 'in_progress', 'in_review', 'approved', 'scheduled', 'published', 'rework',
    'deferred', 'declined', 'archived'], status)::smallint) stored,
  -- A week is planned on its Monday, a month on its first; `none` has no day.
  planned_on date,
  planned_precision text not null default 'none' check (planned_precision in ('day', 'week', 'month', 'none')),
  planned_time time,
  zone text not null,
  format text not null default '',
  -- Planned channels by name; slice publish binds them to real channels.
  channel_words text[] not null default '{}',
  campaign_id uuid,
  owner_member_id uuid,
  -- The name a sheet gave for somebody who is no member.
  owner_name text not null default '',
  due_on date,
  goal text not null default '',
  note text not null default '',
  -- Columns of the sheet without a field here: [{ header, value, sheet, cell }].
  extra jsonb not null default '[]' check (jsonb_typeof(extra) = 'array'),
  -- Where it came from: { file, sheet, row }.
  source jsonb,
  import_job_id uuid,
  published_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  version int not null default 1,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  constraint piece_number unique (workspace_id, number),
  constraint piece_day check ((planned_on is null) = (planned_precision = 'none')),
  constraint piece_time check (planned_time is null or planned_precision = 'day'),
  constraint piece_campaign foreign key (workspace_id, campaign_id) references plan.campaign (workspace_id, id),
  constraint piece_owner foreign key (workspace_id, owner_member_id) references manage.member (workspace_id, id)
);
-- Each order a page can be read in has its index; the id makes it total. Row-level security leaves only
-- leakproof conditions (equality and ranges) to an index.
create index piece_by_day on plan.piece (workspace_id, planned_on, id) where deleted_at is null;
create index piece_by_day_back on plan.piece (workspace_id, planned_on desc nulls last, id desc) where deleted_at is null;
create index piece_by_title on plan.piece (workspace_id, title_key, id) where deleted_at is null;
create index piece_by_status on plan.piece (workspace_id, status_rank, planned_on, id) where deleted_at is null;
create index piece_by_change on plan.piece (workspace_id, updated_at, id) where deleted_at is null;
create index piece_by_campaign on plan.piece (workspace_id, campaign_id, planned_on, id)
  where deleted_at is null and campaign_id is not null;
create index piece_by_owner on plan.piece (workspace_id, owner_member_id, planned_on, id)
  where deleted_at is null and owner_member_id is not null;
create index piece_by_owner_name on plan.piece (workspace_id, owner_name, planned_on, id)
  where deleted_at is null and owner_name <> '';
-- Heute: what is still open by day, by due day, and without anybody. Open is everything before `published`.
create index piece_open_by_day on plan.piece (workspace_id, planned_on, id) where deleted_at is null and status_rank < 8;
create index piece_open_by_due on plan.piece (workspace_id, due_on, id)
  where deleted_at is null and status_rank < 8 and due_on is not null;
create index piece_open_without_owner on plan.piece (workspace_id, planned_on, id)
  where deleted_at is null and status_rank < 8 and owner_member_id is null and owner_name = '';
create index piece_by_import on plan.piece (workspace_id, import_job_id) where import_job_id is not null;
create index piece_deleted on plan.piece (workspace_id, deleted_at) where deleted_at is not null;
select kernel.guard('plan.piece');

-- Folded words of a piece for search by prefix (piece.rules.ts searchTokensOf), kept by the store.
create table plan.piece_token (
  workspace_id uuid not null,
  token text collate "C" not null,
  piece_id uuid not null,
  primary key (workspace_id, token, piece_id),
  constraint piece_token_piece foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id)
    on delete cascade
);
create index piece_token_by_piece on plan.piece_token (workspace_id, piece_id);
select kernel.guard('plan.piece_token');

-- channel_words again, one row a word in lower case: arrays have no operator an index may use below the guard.
create table plan.piece_channel (
  workspace_id uuid not null,
  channel_key text collate "C" not null check (channel_key <> ''),
  piece_id uuid not null,
  primary key (workspace_id, channel_key, piece_id),
  constraint piece_channel_piece foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id)
    on delete cascade
);
create index piece_channel_by_piece on plan.piece_channel (workspace_id, piece_id);
select kernel.guard('plan.piece_channel');
