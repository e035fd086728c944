-- What changed for a user, for every tab that is open.

create table public.user_event_counters (
  user_id uuid primary key references public.users on delete cascade,
  last_sequence bigint not null
);

create table public.user_events (
  user_id uuid not null references public.users on delete cascade,
  -- Taken from the counter under its row lock: numbers become visible in their order, so that a reader
  -- who has seen number n has seen all before it.
  sequence bigint not null,
  type text not null,
  data json not null,
  created_at timestamptz not null default now(),
  primary key (user_id, sequence)
);
create index user_events_created_at_idx on public.user_events (created_at);

alter table public.user_event_counters enable row level security;
alter table public.user_event_counters force row level security;
alter table public.user_events enable row level security;
alter table public.user_events force row level security;

revoke all on public.user_event_counters, public.user_events from public, anon, authenticated;
grant select, insert, update on public.user_event_counters to authenticated;
grant select, insert on public.user_events to authenticated;
grant select (user_id, created_at), delete on public.user_events to nodepilot_reaper;

create policy user_event_counters_read_own on public.user_event_counters for select to authenticated
  using (user_id = (select auth.uid()));
create policy user_event_counters_add_own on public.user_event_counters for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy user_event_counters_change_own on public.user_event_counters for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

create policy user_events_read_own on public.user_events for select to authenticated
  using (user_id = (select auth.uid()));
create policy user_events_add_own on public.user_events for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy user_events_prune_read on public.user_events for select to nodepilot_reaper using (true);
create policy user_events_prune on public.user_events for delete to nodepilot_reaper using (true);
