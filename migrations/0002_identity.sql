-- Accounts, sessions, passwords. They belong to the installation, not to a workspace: no workspace_id, no guard.
-- The tables user, session, account, verification are better-auth's (1.7), in our spelling.

create schema if not exists identity;

create table identity.user (
  id uuid primary key,
  name text not null check (name <> ''),
  -- Always lower case: better-auth writes and reads it so.
  email text not null unique check (email = lower(email) and email <> ''),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  language text not null default 'de' check (language in ('de', 'en')),
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  zone text not null default 'Europe/Berlin'
);

create table identity.session (
  id uuid primary key,
  user_id uuid not null references identity.user (id) on delete cascade,
  -- Worth nothing without the signature in the cookie, whose key lies outside the database (threats R27).
  token text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text
);
create index session_by_user on identity.session (user_id);
create index session_by_expiry on identity.session (expires_at);

-- How somebody proves who they are: the password row has provider_id 'credential'.
create table identity.account (
  id uuid primary key,
  user_id uuid not null references identity.user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index account_by_user on identity.account (user_id);

-- Single-use tokens with an end: password reset.
create table identity.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_by_identifier on identity.verification (identifier);
create index verification_by_expiry on identity.verification (expires_at);
