-- What people think of answers.

create table public.message_feedback (
  message_id uuid primary key references public.conversation_messages on delete cascade,
  user_id uuid not null references public.users on delete cascade,
  rating text not null check (rating in ('up', 'down')),
  reason text not null default '' check (length(reason) <= 2000),
  -- Who answered, as it was then: quality is told by engine and model.
  answered_by text not null default '',
  created_at timestamptz not null default now()
);
create index message_feedback_user_id_idx on public.message_feedback (user_id);
create index message_feedback_created_at_idx on public.message_feedback (created_at);

alter table public.message_feedback enable row level security;
alter table public.message_feedback force row level security;
revoke all on public.message_feedback from public, anon, authenticated;

grant select, insert, update, delete on public.message_feedback to authenticated;
create policy message_feedback_read_own on public.message_feedback for select to authenticated
  using (user_id = (select auth.uid()));
-- Only to an answer that was given to oneself.
create policy message_feedback_add_own on public.message_feedback for insert to authenticated
  with check (user_id = (select auth.uid()) and exists (
    select 1 from public.conversation_messages said where said.id = message_id and said.role = 'assistant'
  ));
create policy message_feedback_change_own on public.message_feedback for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy message_feedback_delete_own on public.message_feedback for delete to authenticated
  using (user_id = (select auth.uid()));

-- An administrator sees how answers are liked, not what was said: no reasons.
grant select (rating, answered_by, created_at) on public.message_feedback to nodepilot_admin;
create policy message_feedback_admin on public.message_feedback for select to nodepilot_admin using (true);
