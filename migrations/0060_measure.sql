-- Counting without cookies and without personal data (src/measure). Rows here are facts of the past: they stay when
-- a publication or a piece is deleted, therefore they name them without foreign keys.

create schema if not exists measure;

-- What a workspace decided about counting; no row means: on, every host.
create table measure.site (
  workspace_id uuid primary key references manage.workspace (id),
  is_counting boolean not null default true,
  -- Hosts that may send page views, lower case, without `www.`; empty: every host.
  allowed_hosts text[] not null default '{}',
  version int not null default 1,
  updated_at timestamptz not null
);
select kernel.guard('measure.site');

-- Where a publication can be recognised: the code of its short link, and its public address once it is live.
create table measure.target (
  workspace_id uuid not null,
  publication_id uuid not null,
  piece_id uuid not null,
  link_code text,
  host text,
  path text,
  primary key (workspace_id, publication_id)
);
create index target_by_code on measure.target (workspace_id, link_code);
create index target_by_address on measure.target (workspace_id, host, path);
create index target_by_piece on measure.target (workspace_id, piece_id);
select kernel.guard('measure.target');

-- One row a page view. `visit_id` is drawn by lot when a visit begins: nothing in this table leads to a person.
create table measure.page_view (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  visit_id uuid not null,
  is_entry boolean not null,
  host text not null,
  path text not null,
  referrer_host text not null,
  utm_source text not null,
  utm_medium text not null,
  utm_campaign text not null,
  link_code text not null,
  primary key (workspace_id, at, id)
) partition by range (at);
select kernel.guard('measure.page_view');

-- Makes the partition of a month (any day of it) when it is missing. Partitions are guarded like the table itself.
create function measure.ensure_month(day date) returns void language plpgsql as $$
declare
  first_day date := date_trunc('month', day)::date;
  part text := 'page_view_' || to_char(day, 'YYYY_MM');
begin
  if to_regclass('measure.' || part) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('measure.ensure_month'));
  if to_regclass('measure.' || part) is not null then return; end if;
  execute format('create table measure.%I partition of measure.page_view for values from (%L) to (%L)',
    part, first_day::timestamp at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
  perform kernel.guard(('measure.' || part)::regclass);
end $$;

-- Page views of a day by page and link, kept up with every page view. A view belongs to the publication whose page it
-- is (`page_…`) and to the one whose link brought it (`link_…`).
create table measure.visit_day (
  workspace_id uuid not null,
  day date not null,
  host text not null,
  path text not null,
  -- Code of the short link that brought the view; empty: none.
  link_code text not null,
  page_publication_id uuid,
  page_piece_id uuid,
  link_publication_id uuid,
  link_piece_id uuid,
  views int not null,
  -- Visits that saw this page: repeated views within one visit count once.
  visits int not null,
  -- Visits that began on this page.
  entries int not null,
  primary key (workspace_id, day, host, path, link_code)
) with (fillfactor = 70);
-- The counts stand in no index and pages have room: counting one up rewrites a row in place and touches no index.
create index visit_day_by_page_piece on measure.visit_day (workspace_id, page_piece_id, day)
  where page_piece_id is not null;
create index visit_day_by_link_piece on measure.visit_day (workspace_id, link_piece_id, day)
  where link_piece_id is not null;
create index visit_day_by_address on measure.visit_day (workspace_id, host, path);
create index visit_day_by_code on measure.visit_day (workspace_id, link_code) where link_code <> '';
select kernel.guard('measure.visit_day');

-- Who is on the site today, as a hash under the salt of the day. Unlogged: never in the write-ahead log nor in copies
-- of it, gone after a crash; both tables are emptied when the day is over.
create unlogged table measure.visitor (
  workspace_id uuid not null,
  visitor bigint not null,
  visit_id uuid not null,
  last_at timestamptz not null,
  -- Hashes of the pages this visit has seen.
  pages int[] not null,
  primary key (workspace_id, visitor)
) with (fillfactor = 70);
select kernel.guard('measure.visitor');

create unlogged table measure.salt (
  day date primary key,
  salt bytea not null
);
