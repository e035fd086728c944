-- People, and how they prove who they are.

create table public.users (
  id uuid primary key,
  clerk_user_id text unique,
  email text,
  name text not null default '',
  subscription_tier text not null default 'free',
  settings json not null default '{}',
  -- The person at the machine, signed in by the address that the server prints.
  is_local_owner boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A tombstone: the row stays so that an old token cannot bring the account back.
  deleted_at timestamptz
);
create unique index users_email_key on public.users (lower(email)) where deleted_at is null;
create unique index users_local_owner_key on public.users (is_local_owner) where is_local_owner;

create table public.sessions (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_user_id_idx on public.sessions (user_id);
create index sessions_expires_at_idx on public.sessions (expires_at);

create table public.one_time_tokens (
  -- SHA-256 of the token; the token itself is written nowhere.
  token_hash bytea primary key,
  purpose text not null,
  user_id uuid not null references public.users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_tokens_user_id_idx on public.one_time_tokens (user_id);
create index one_time_tokens_expires_at_idx on public.one_time_tokens (expires_at);

create table public.signing_keys (
  id text primary key,
  -- Encrypted with the server's secret key.
  private_key bytea not null,
  public_key text not null,
  created_at timestamptz not null default now()
);

alter table public.users enable row level security;
alter table public.users force row level security;
alter table public.sessions enable row level security;
alter table public.sessions force row level security;
alter table public.one_time_tokens enable row level security;
alter table public.one_time_tokens force row level security;
alter table public.signing_keys enable row level security;
alter table public.signing_keys force row level security;

revoke all on public.users, public.sessions, public.one_time_tokens, public.signing_keys
  from public, anon, authenticated;

grant select on public.users, public.sessions to authenticated;
grant update (name, settings, updated_at) on public.users to authenticated;
grant select, insert, update on public.users to nodepilot_accounts;
grant select, insert, update, delete on public.sessions, public.one_time_tokens to nodepilot_accounts;
grant select, insert on public.signing_keys to nodepilot_accounts;

create policy users_read_own on public.users for select to authenticated
  using (id = (select auth.uid()) and deleted_at is null);
create policy users_change_own on public.users for update to authenticated
  using (id = (select auth.uid()) and deleted_at is null) with check (id = (select auth.uid()));
create policy users_accounts on public.users for all to nodepilot_accounts using (true) with check (true);

create policy sessions_read_own on public.sessions for select to authenticated
  using (user_id = (select auth.uid()));
create policy sessions_accounts on public.sessions for all to nodepilot_accounts using (true) with check (true);

create policy one_time_tokens_accounts on public.one_time_tokens for all to nodepilot_accounts
  using (true) with check (true);

create policy signing_keys_accounts on public.signing_keys for all to nodepilot_accounts
  using (true) with check (true);
