-- Workspaces (clients), who works in them, invitations, notifications.

create schema if not exists manage;

create table manage.workspace (
  id uuid primary key,
  -- The short name in addresses: /w/<slug>.
  slug text not null constraint workspace_slug unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){0,47}$'),
  name text not null check (name <> ''),
  zone text not null default 'Europe/Berlin',
  language text not null default 'de' check (language in ('de', 'en')),
  currency char(3) not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  -- Whether a publication needs an approval before it goes out.
  approval_required boolean not null default true,
  is_demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz
);
-- Guarded like every other table, but its tenant is the row itself.
alter table manage.workspace enable row level security;
alter table manage.workspace force row level security;
create policy workspace on manage.workspace using (id = kernel.current_workspace() or kernel.is_system());

-- A person in a workspace. The row stays when somebody leaves: their name stands on what they did.
create table manage.member (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  -- Null as long as the person is invited and has no account.
  user_id uuid references identity.user (id),
  role text not null check (role in ('owner', 'manager', 'editor', 'author', 'approver', 'viewer')),
  state text not null check (state in ('invited', 'active', 'suspended', 'removed')),
  display_name text not null check (display_name <> ''),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint member_user unique (workspace_id, user_id),
  check (user_id is not null or state in ('invited', 'removed'))
);
create index member_by_user on manage.member (user_id) where user_id is not null;
select kernel.guard('manage.member');

-- Where a person may act, in one statement and before any workspace is set: the door asks it on every request.
create function manage.membership(person uuid, workspace text)
  returns table (workspace_id uuid, member_id uuid, role text, display_name text)
  language plpgsql as $$
declare
  before constant text := coalesce(current_setting('leitstand.system', true), '');
begin
  perform set_config('leitstand.system', 'on', true);
  return query
    select m.workspace_id, m.id, m.role, m.display_name
    from manage.member m join manage.workspace w on w.id = m.workspace_id
    where m.user_id = person and m.state = 'active' and w.deleted_at is null
      and (w.slug = workspace or w.id::text = workspace);
  perform set_config('leitstand.system', before, true);
end $$;

create table manage.invitation (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  member_id uuid not null,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'manager', 'editor', 'author', 'approver', 'viewer')),
  -- Keyed hash of the token in the link; the link itself is shown once and mailed (R30).
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references manage.member (workspace_id, id),
  foreign key (workspace_id, invited_by) references manage.member (workspace_id, id),
  constraint invitation_token unique (workspace_id, token_hash),
  check (accepted_at is null or revoked_at is null)
);
-- One open invitation a person.
create unique index invitation_email on manage.invitation (workspace_id, email)
  where accepted_at is null and revoked_at is null;
-- The link names no workspace, so it is looked up over all.
create index invitation_by_token on manage.invitation (token_hash);
select kernel.guard('manage.invitation');

create table manage.notification (
  workspace_id uuid not null references manage.workspace (id),
  id uuid not null,
  user_id uuid not null references identity.user (id) on delete cascade,
  -- Names the text, which the slice that notifies brings: 'approval.requested'.
  kind text not null,
  object_type text,
  object_id uuid,
  params jsonb not null default '{}',
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (workspace_id, id)
);
create index notification_by_user on manage.notification (workspace_id, user_id, id desc);
create index notification_unread on manage.notification (workspace_id, user_id) where read_at is null;
select kernel.guard('manage.notification');
