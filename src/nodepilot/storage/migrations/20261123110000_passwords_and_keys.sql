-- Passwords, failed sign-ins, API keys, rate limits.

create table public.password_credentials (
  user_id uuid primary key references public.users on delete cascade,
  password_hash text not null,
  changed_at timestamptz not null default now()
);

create table public.sign_in_failures (
  -- SHA-256 of the address, whether somebody has it or not: the lock-out tells nothing about that.
  subject bytea primary key,
  failures integer not null,
  locked_until timestamptz,
  last_at timestamptz not null default now()
);
create index sign_in_failures_last_at_idx on public.sign_in_failures (last_at);

create table public.api_keys (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  name text not null,
  -- SHA-256 of the key; the key itself is shown once and written nowhere.
  key_hash bytea not null unique,
  -- Its first characters, for telling keys apart.
  prefix text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_user_id_idx on public.api_keys (user_id);

-- Counts within a window that begins with the first request. Unlogged: a crash forgives.
create unlogged table public.rate_limits (
  subject text primary key,
  started_at timestamptz not null,
  used integer not null
);
create index rate_limits_started_at_idx on public.rate_limits (started_at);

alter table public.password_credentials enable row level security;
alter table public.password_credentials force row level security;
alter table public.sign_in_failures enable row level security;
alter table public.sign_in_failures force row level security;
alter table public.api_keys enable row level security;
alter table public.api_keys force row level security;
alter table public.rate_limits enable row level security;
alter table public.rate_limits force row level security;

revoke all on public.password_credentials, public.sign_in_failures, public.api_keys, public.rate_limits
  from public, anon, authenticated;
grant select, insert, update, delete on public.password_credentials, public.sign_in_failures to nodepilot_accounts;
grant select, insert, update, delete on public.api_keys to nodepilot_accounts;
grant select (id, user_id, name, prefix, scopes, created_at, last_used_at, revoked_at) on public.api_keys
  to authenticated;
grant select, insert, update, delete on public.rate_limits to nodepilot_accounts;

create policy password_credentials_accounts on public.password_credentials for all to nodepilot_accounts
  using (true) with check (true);
create policy sign_in_failures_accounts on public.sign_in_failures for all to nodepilot_accounts
  using (true) with check (true);
create policy api_keys_accounts on public.api_keys for all to nodepilot_accounts
  using (true) with check (true);
create policy api_keys_read_own on public.api_keys for select to authenticated
  using (user_id = (select auth.uid()));
create policy rate_limits_accounts on public.rate_limits for all to nodepilot_accounts
  using (true) with check (true);

-- What a deleted account leaves behind is deleted by its own user.
grant delete on public.workflow_generations to authenticated;
create policy workflow_generations_delete_own on public.workflow_generations for delete to authenticated
  using (user_id = (select auth.uid()));
