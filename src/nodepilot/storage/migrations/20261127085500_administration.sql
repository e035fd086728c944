-- Administrators, what they did, and people's own keys for hosted models.

alter table public.users add column is_admin boolean not null default false;

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_admin') then
    create role nodepilot_admin nologin noinherit;
  end if;
end
$$;
grant nodepilot_admin to nodepilot_app;
grant usage on schema public to nodepilot_admin;

-- Only ever added to: no role of the app may change or delete a line.
create table public.audit_log (
  id uuid primary key,
  -- Null for an operator at the command line.
  actor_id uuid references public.users,
  action text not null,
  subject_id uuid references public.users,
  detail json not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_log_actor_id_idx on public.audit_log (actor_id);
create index audit_log_subject_id_idx on public.audit_log (subject_id);

create table public.model_keys (
  user_id uuid not null references public.users on delete cascade,
  provider text not null check (provider in ('anthropic', 'openai')),
  -- Encrypted with the server's secret key, for this user and provider.
  sealed_key bytea not null,
  -- Its last characters, for telling keys apart.
  hint text not null,
  created_at timestamptz not null default now(),
  primary key (user_id, provider)
);

alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;
alter table public.model_keys enable row level security;
alter table public.model_keys force row level security;
revoke all on public.audit_log, public.model_keys from public, anon, authenticated;

grant select, insert on public.audit_log to nodepilot_admin;
create policy audit_log_admin_read on public.audit_log for select to nodepilot_admin using (true);
create policy audit_log_admin_add on public.audit_log for insert to nodepilot_admin with check (true);

-- An administrator sees who there is and what was spent, not what was said.
grant select (id, email, name, subscription_tier, is_admin, is_local_owner, created_at, deleted_at)
  on public.users to nodepilot_admin;
grant update (is_admin) on public.users to nodepilot_admin;
grant select on public.credit_accounts, public.credit_history to nodepilot_admin;
create policy users_admin on public.users for select to nodepilot_admin using (true);
create policy users_admin_change on public.users for update to nodepilot_admin using (true) with check (true);
create policy credit_accounts_admin on public.credit_accounts for select to nodepilot_admin using (true);
create policy credit_history_admin on public.credit_history for select to nodepilot_admin using (true);

grant select, insert, update, delete on public.model_keys to authenticated;
create policy model_keys_read_own on public.model_keys for select to authenticated
  using (user_id = (select auth.uid()));
create policy model_keys_add_own on public.model_keys for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy model_keys_change_own on public.model_keys for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy model_keys_delete_own on public.model_keys for delete to authenticated
  using (user_id = (select auth.uid()));
