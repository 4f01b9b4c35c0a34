-- What is made of a piece: its text and versions, its pictures, the decisions on it, what it costs.

create schema if not exists produce;

create table produce.asset (
  workspace_id uuid not null,
  id uuid not null,
  -- Of the kept bytes, which for pictures are our own re-encoding.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  file_name text not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  alt text not null default '',
  uploaded_by uuid,
  uploaded_by_name text not null default '',
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create index asset_by_time on produce.asset (workspace_id, created_at desc);
create index asset_by_hash on produce.asset (workspace_id, sha256);
select kernel.guard('produce.asset');

-- Smaller copies of a picture, made once.
create table produce.asset_rendition (
  workspace_id uuid not null,
  asset_id uuid not null,
  width int not null check (width > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  primary key (workspace_id, asset_id, width),
  foreign key (workspace_id, asset_id) references produce.asset (workspace_id, id) on delete cascade
);
select kernel.guard('produce.asset_rendition');

create table produce.manuscript (
  workspace_id uuid not null,
  id uuid not null,
  piece_id uuid not null,
  -- The validated editor tree (src/produce/manuscript/tree.schema.ts).
  body jsonb not null,
  plain_text text not null default '',
  word_count int not null default 0 check (word_count >= 0),
  -- Empty: the title of the piece is used.
  headline text not null default '',
  -- Empty: made from the title.
  slug text not null default '' check (slug ~ '^[a-z0-9-]*$'),
  excerpt text not null default '',
  featured_asset_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid,
  updated_by_name text not null default '',
  version int not null default 1,
  primary key (workspace_id, id),
  constraint manuscript_of_piece unique (workspace_id, piece_id),
  foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id) on delete cascade,
  foreign key (workspace_id, featured_asset_id) references produce.asset (workspace_id, id)
);
create index manuscript_by_change on produce.manuscript (workspace_id, updated_at desc);
select kernel.guard('produce.manuscript');

-- A state the text was in. `saved` rows follow one author's writing for some minutes, then a new one begins.
create table produce.manuscript_version (
  workspace_id uuid not null,
  id uuid not null,
  manuscript_id uuid not null,
  number int not null check (number > 0),
  kind text not null check (kind in ('saved', 'named', 'restored')),
  label text not null default '',
  body jsonb not null,
  word_count int not null default 0,
  headline text not null default '',
  slug text not null default '',
  excerpt text not null default '',
  featured_asset_id uuid,
  -- The version of the manuscript that this state is.
  manuscript_revision int not null,
  author_user_id uuid,
  author_name text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  constraint manuscript_version_number unique (workspace_id, manuscript_id, number),
  foreign key (workspace_id, manuscript_id) references produce.manuscript (workspace_id, id) on delete cascade
);
select kernel.guard('produce.manuscript_version');

-- Where and when a piece is planned to appear: part of what an approval is bound to. Written by slice publish.
create table produce.release_target (
  workspace_id uuid not null,
  publication_id uuid not null,
  piece_id uuid not null,
  channel_name text not null,
  -- { date, time, zone } as the human chose it; null while no time is set.
  slot jsonb,
  primary key (workspace_id, publication_id),
  foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id) on delete cascade
);
create index release_target_of_piece on produce.release_target (workspace_id, piece_id);
select kernel.guard('produce.release_target');

-- One request for a decision and the decision itself, bound to the hash of what was to be decided on.
create table produce.approval (
  workspace_id uuid not null,
  id uuid not null,
  piece_id uuid not null,
  state text not null check (state in ('requested', 'approved', 'rejected', 'withdrawn', 'expired', 'void')),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- What the decision is about, word for word, so that it can be shown later (text tree, title, media, times).
  seen jsonb not null,
  note text not null default '',
  requested_by uuid,
  requested_by_name text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  -- Either a member or a guest is asked.
  asked_user_id uuid,
  asked_name text not null,
  asked_email text not null default '',
  is_guest boolean not null,
  decided_at timestamptz,
  decided_by_name text not null default '',
  reason text not null default '',
  -- When an approval lost its force because the content changed, or the request was taken back.
  ended_at timestamptz,
  reminded_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id),
  check (is_guest or asked_user_id is not null),
  check (not is_guest or asked_email <> ''),
  check (state <> 'rejected' or reason <> ''),
  foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id) on delete cascade
);
create index approval_of_piece on produce.approval (workspace_id, piece_id, requested_at desc);
create index approval_waiting_for on produce.approval (workspace_id, asked_user_id, requested_at)
  where state = 'requested';
create index approval_by_expiry on produce.approval (expires_at) where state = 'requested';
select kernel.guard('produce.approval');

-- The link of a guest: opens one approval, after a code from the guest's mailbox.
create table produce.guest_grant (
  workspace_id uuid not null,
  id uuid not null,
  approval_id uuid not null,
  piece_id uuid not null,
  email text not null,
  name text not null default '',
  language text not null check (language in ('de', 'en')),
  -- Counts up with each new link; the link of an older generation opens nothing.
  generation int not null default 1,
  token_hash text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  code_hash text,
  code_expires_at timestamptz,
  code_tries int not null default 0,
  code_sent_at timestamptz,
  -- Codes sent on `codes_day`.
  codes_sent int not null default 0,
  codes_day date,
  last_seen_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  constraint guest_grant_token unique (workspace_id, token_hash),
  constraint guest_grant_of_approval unique (workspace_id, approval_id),
  foreign key (workspace_id, approval_id) references produce.approval (workspace_id, id) on delete cascade
);
select kernel.guard('produce.guest_grant');

create table produce.guest_session (
  workspace_id uuid not null,
  id uuid not null,
  grant_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (workspace_id, id),
  constraint guest_session_token unique (workspace_id, token_hash),
  foreign key (workspace_id, grant_id) references produce.guest_grant (workspace_id, id) on delete cascade
);
create index guest_session_of_grant on produce.guest_session (workspace_id, grant_id);
select kernel.guard('produce.guest_session');

create table produce.cost_line (
  workspace_id uuid not null,
  id uuid not null,
  piece_id uuid not null,
  kind text not null check (kind in ('planned', 'actual')),
  label text not null,
  amount_cents bigint not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  supplier text not null default '',
  incurred_on date,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, piece_id) references plan.piece (workspace_id, id) on delete cascade
);
create index cost_line_of_piece on produce.cost_line (workspace_id, piece_id) where deleted_at is null;
select kernel.guard('produce.cost_line');
