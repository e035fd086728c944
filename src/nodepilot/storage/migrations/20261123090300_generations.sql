-- One request's run, and everything that it streamed.

create table public.workflow_generations (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  -- Null for a request outside a conversation.
  conversation_id uuid,
  user_message_id uuid,
  assistant_message_id uuid,
  prompt text not null,
  workflow_json json,
  generation_time_ms integer,
  model_used text,
  status text not null default 'running' check (status in ('running', 'finished', 'stopped', 'failed')),
  outcome text,
  optimization_used boolean not null default false,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  -- A retry with the same key joins the run that the first try started.
  idempotency_key text,
  request_hash bytea,
  -- The process that runs it renews the lease; one whose lease was given up can no longer finish it.
  lease_token uuid,
  lease_expires_at timestamptz,
  stop_requested_at timestamptz,
  foreign key (conversation_id, user_id) references public.conversations (id, user_id) on delete cascade,
  unique (id, user_id)
);
create index workflow_generations_conversation_id_idx on public.workflow_generations (conversation_id);
create index workflow_generations_user_id_idx on public.workflow_generations (user_id, id desc);
-- One answer at a time in a conversation.
create unique index workflow_generations_running_key on public.workflow_generations (conversation_id, user_id)
  where status = 'running';
create index workflow_generations_lease_idx on public.workflow_generations (lease_expires_at)
  where status = 'running';
create unique index workflow_generations_idempotency_key on public.workflow_generations (user_id, idempotency_key)
  where idempotency_key is not null;

create table public.generation_events (
  generation_id uuid not null,
  -- From 1, without gaps: the run has one writer.
  sequence integer not null,
  user_id uuid not null references public.users on delete cascade,
  type text not null,
  data json not null,
  created_at timestamptz not null default now(),
  primary key (generation_id, sequence),
  foreign key (generation_id, user_id) references public.workflow_generations (id, user_id) on delete cascade
);
create index generation_events_user_id_idx on public.generation_events (user_id);

alter table public.workflow_generations enable row level security;
alter table public.workflow_generations force row level security;
alter table public.generation_events enable row level security;
alter table public.generation_events force row level security;

revoke all on public.workflow_generations, public.generation_events from public, anon, authenticated;
grant select, insert, update on public.workflow_generations to authenticated;
grant select, insert on public.generation_events to authenticated;
grant select (id, user_id, status, lease_token, lease_expires_at, stop_requested_at),
  update (lease_expires_at) on public.workflow_generations to nodepilot_reaper;

create policy workflow_generations_read_own on public.workflow_generations for select to authenticated
  using (user_id = (select auth.uid()));
create policy workflow_generations_add_own on public.workflow_generations for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy workflow_generations_change_own on public.workflow_generations for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy workflow_generations_reap_read on public.workflow_generations for select to nodepilot_reaper
  using (status = 'running');
create policy workflow_generations_renew on public.workflow_generations for update to nodepilot_reaper
  using (status = 'running') with check (status = 'running');

create policy generation_events_read_own on public.generation_events for select to authenticated
  using (user_id = (select auth.uid()));
create policy generation_events_add_own on public.generation_events for insert to authenticated
  with check (user_id = (select auth.uid()));
