-- Workflows that people keep, and every version of them.

create table public.workflows (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  -- The conversation that it comes from and that goes on changing it.
  conversation_id uuid,
  name text not null,
  -- The number of the newest version.
  version_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Deleted ones can be brought back for a while.
  deleted_at timestamptz,
  foreign key (conversation_id, user_id) references public.conversations (id, user_id)
    on delete set null (conversation_id),
  unique (id, user_id)
);
create index workflows_user_id_updated_at_idx on public.workflows (user_id, updated_at desc, id desc);
create index workflows_conversation_id_idx on public.workflows (conversation_id, user_id);
create index workflows_deleted_at_idx on public.workflows (deleted_at) where deleted_at is not null;

create table public.workflow_versions (
  workflow_id uuid not null,
  number integer not null,
  user_id uuid not null references public.users on delete cascade,
  author text not null check (author in ('assistant', 'user')),
  -- What it was made for: the request, "imported", "version 2 restored".
  message text not null default '',
  workflow_json json not null,
  node_count integer not null,
  created_at timestamptz not null default now(),
  primary key (workflow_id, number),
  foreign key (workflow_id, user_id) references public.workflows (id, user_id) on delete cascade
);
create index workflow_versions_user_id_idx on public.workflow_versions (user_id);

alter table public.workflows enable row level security;
alter table public.workflows force row level security;
alter table public.workflow_versions enable row level security;
alter table public.workflow_versions force row level security;
revoke all on public.workflows, public.workflow_versions from public, anon, authenticated;
grant select, insert, update, delete on public.workflows to authenticated;
grant select, insert, delete on public.workflow_versions to authenticated;
grant select (id, deleted_at), delete on public.workflows to nodepilot_reaper;

create policy workflows_read_own on public.workflows for select to authenticated
  using (user_id = (select auth.uid()));
create policy workflows_add_own on public.workflows for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy workflows_change_own on public.workflows for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy workflows_delete_own on public.workflows for delete to authenticated
  using (user_id = (select auth.uid()));
create policy workflows_purge_read on public.workflows for select to nodepilot_reaper
  using (deleted_at is not null);
create policy workflows_purge on public.workflows for delete to nodepilot_reaper
  using (deleted_at < now() - interval '30 days');

create policy workflow_versions_read_own on public.workflow_versions for select to authenticated
  using (user_id = (select auth.uid()));
create policy workflow_versions_add_own on public.workflow_versions for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy workflow_versions_delete_own on public.workflow_versions for delete to authenticated
  using (user_id = (select auth.uid()));
