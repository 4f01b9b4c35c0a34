-- Where and when a piece goes out: channels, publications and their engine, short links.

create schema if not exists publish;

create table publish.channel (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  -- `manual`: a person publishes and confirms; others name a connector.
  kind text not null check (kind in ('wordpress', 'manual')),
  name text not null check (name <> ''),
  -- What links of this channel say about themselves.
  utm_source text not null check (utm_source ~ '^[a-z0-9][a-z0-9._-]*$'),
  utm_medium text not null check (utm_medium ~ '^[a-z0-9][a-z0-9._-]*$'),
  -- Where a person begins a post by hand; `{url}` stands for the short link. Manual channels only.
  compose_url text not null default '',
  -- needs_reconnect: the platform refuses the credentials; publications wait until somebody connects anew.
  state text not null default 'connected' check (state in ('connected', 'needs_reconnect', 'paused')),
  -- What was found when connecting (src/publish/channel/port.ts ChannelAccount).
  account jsonb,
  access_user text not null default '',
  sealed_secret text,
  findings jsonb not null default '[]',
  categories jsonb not null default '[]',
  categories_read_at timestamptz,
  default_category_ids text[] not null default '{}',
  -- Between two publications on this channel.
  spacing_seconds int not null default 0 check (spacing_seconds between 0 and 86400),
  tested_at timestamptz,
  -- One publication at a time: who holds the channel, until when, and when the next may start.
  lane_token uuid,
  lane_until timestamptz,
  free_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  version int not null default 1,
  archived_at timestamptz,
  primary key (workspace_id, id),
  check (kind = 'manual' or (account is not null and sealed_secret is not null))
);
create unique index channel_name on publish.channel (workspace_id, lower(name)) where archived_at is null;
select kernel.guard('publish.channel');

-- One piece on one channel at one time (Ausspielung).
create table publish.publication (
  workspace_id uuid not null,
  id uuid not null,
  piece_id uuid not null,
  channel_id uuid not null,
  -- Counts repeated publications of a piece on a channel.
  occurrence int not null default 1 check (occurrence > 0),
  state text not null check (state in (
    'draft', 'scheduled', 'preparing', 'armed', 'committing', 'published', 'unconfirmed', 'failed', 'missed',
    'blocked', 'awaiting_manual', 'cancelled')),
  blocked_by text check (blocked_by in ('approval', 'auth', 'channel', 'content')),
  -- What the human chose, and the instant it resolves to with the zone rules of today.
  slot_date date,
  slot_time time,
  slot_zone text,
  due_at timestamptz,
  slot_adjusted text check (slot_adjusted in ('gap', 'overlap')),
  not_before timestamptz,
  not_after timestamptz,
  grace_minutes int not null default 60 check (grace_minutes between 0 and 10080),
  -- A person said "publish all the same" after the grace had passed.
  late_allowed_at timestamptz,
  category_ids text[] not null default '{}',
  -- When the engine looks at the row next; null: only a person moves it on.
  next_at timestamptz,
  lease_owner text,
  lease_token uuid,
  lease_until timestamptz,
  -- Tries since a person last set it going.
  attempt int not null default 0,
  -- What the connector remembers between tries.
  prepare_state jsonb,
  -- The hash of what was prepared; the intent is refused when it no longer holds.
  prepared_hash text,
  -- Written and committed before the one request that the world can see.
  intent_at timestamptz,
  intent_key uuid,
  remote_id text,
  live_url text,
  published_at timestamptz,
  published_hash text,
  failure_kind text,
  failure_key text,
  failure_params jsonb,
  -- For leaders: what the platform said, redacted, at most 2 KB.
  failure_detail text,
  warnings jsonb not null default '[]',
  reminded_at timestamptz,
  escalated_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null default '',
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (workspace_id, id),
  constraint publication_occurrence unique (workspace_id, piece_id, channel_id, occurrence),
  foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id) on delete cascade,
  foreign key (workspace_id, channel_id) references publish.channel (workspace_id, id),
  check ((slot_date is null) = (due_at is null) and (slot_date is null) = (slot_time is null)
    and (slot_date is null) = (slot_zone is null)),
  check (due_at is not null or state in ('draft', 'cancelled')),
  check ((state = 'blocked') = (blocked_by is not null)),
  check ((lease_token is null) = (lease_until is null)),
  check (state <> 'committing' or intent_key is not null),
  check (state <> 'published' or published_at is not null),
  check (not_before is null or not_after is null or not_before < not_after)
);
create index publication_due on publish.publication (next_at) where next_at is not null;
create index publication_lease on publish.publication (lease_until) where lease_until is not null;
create index publication_of_piece on publish.publication (workspace_id, piece_id);
create index publication_by_day on publish.publication (workspace_id, due_at, id);
create index publication_by_channel on publish.publication (workspace_id, channel_id, due_at);
create index publication_waiting on publish.publication (workspace_id, state, due_at)
  where state in ('unconfirmed', 'failed', 'missed', 'blocked', 'awaiting_manual');
select kernel.guard('publish.publication');

-- What happened to a publication, in order; never changed. Answers "why is it not online" without the server's log.
create table publish.publication_step (
  workspace_id uuid not null,
  id uuid not null,
  publication_id uuid not null,
  at timestamptz not null,
  -- planned, moved, prepared, intent, published, failed … (publication.schema.ts)
  step text not null,
  attempt int not null default 0,
  actor_label text not null,
  key text,
  params jsonb,
  detail text,
  primary key (workspace_id, id),
  foreign key (workspace_id, publication_id) references publish.publication (workspace_id, id) on delete cascade
);
create index publication_step_of on publish.publication_step (workspace_id, publication_id, id);
select kernel.guard('publish.publication_step');

-- The link under which a publication is tracked, minted when it is planned.
create table publish.short_link (
  workspace_id uuid not null,
  id uuid not null,
  -- Unique over all workspaces: /go/<code> names no workspace.
  code text not null constraint short_link_code unique check (code ~ '^[a-z0-9]{6,12}$'),
  publication_id uuid not null,
  -- Where it leads when a person says so; otherwise the live address of the publication or its piece.
  target_url text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (workspace_id, id),
  constraint short_link_of_publication unique (workspace_id, publication_id),
  foreign key (workspace_id, publication_id) references publish.publication (workspace_id, id) on delete cascade
);
select kernel.guard('publish.short_link');

-- A click, without any trace of who it was.
create table publish.link_click (
  workspace_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  at timestamptz not null,
  referrer_host text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, link_id) references publish.short_link (workspace_id, id) on delete cascade
);
create index link_click_of on publish.link_click (workspace_id, link_id, at);
select kernel.guard('publish.link_click');

-- Clicks by day of the workspace's zone.
create table publish.link_click_day (
  workspace_id uuid not null,
  link_id uuid not null,
  day date not null,
  clicks int not null check (clicks > 0),
  primary key (workspace_id, link_id, day),
  foreign key (workspace_id, link_id) references publish.short_link (workspace_id, id) on delete cascade
);
select kernel.guard('publish.link_click_day');

-- The pulse of the engine: a row a process, so that a standstill is seen (publishing-failures T107).
create table publish.engine_pulse (
  owner text primary key,
  at timestamptz not null
);
