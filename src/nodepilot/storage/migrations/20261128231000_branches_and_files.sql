-- Conversations become trees with one active branch, and messages bring files along.

alter table public.conversation_messages
  -- What it follows; null for a first message. Messages with the same parent are versions of each other.
  add column parent_id uuid,
  -- Whether it lies on the branch that is shown: in each conversation one path from a first message downward.
  add column active boolean not null default true,
  -- Lets what refers to a message prove that it belongs to the same user.
  add unique (id, user_id);

-- Row security is forced on the owner, too, who has to see every row for a moment.
alter table public.conversation_messages no force row level security;
update public.conversation_messages said set parent_id = before.parent_id
  from (
    select id, lag(id) over (partition by conversation_id order by timestamp, id) as parent_id
    from public.conversation_messages
  ) before
  where before.id = said.id and before.parent_id is not null;

alter table public.conversation_messages
  add foreign key (parent_id, user_id) references public.conversation_messages (id, user_id) on delete cascade;
create index conversation_messages_parent_id_idx on public.conversation_messages (parent_id);

-- A visitor reads the active branch alone.
grant select (parent_id, active) on public.conversation_messages to nodepilot_visitor;
drop policy conversation_messages_visit on public.conversation_messages;
create policy conversation_messages_visit on public.conversation_messages for select to nodepilot_visitor
  using (active and conversation_id = (select conversation_id from public.conversation_shares));

-- At which message of its conversation a version was made: another branch goes on from another version.
alter table public.workflow_versions add column message_id uuid;
alter table public.workflow_versions no force row level security;
update public.workflow_versions version set message_id = said.id
  from public.conversation_messages said
  where said.role = 'assistant' and said.user_id = version.user_id
    and said.metadata -> 'saved' ->> 'workflow_id' = version.workflow_id::text
    and said.metadata -> 'saved' ->> 'version' = version.number::text;
alter table public.workflow_versions force row level security;
alter table public.conversation_messages force row level security;

alter table public.workflow_versions
  -- An answer's version is written just before the answer is.
  add foreign key (message_id, user_id) references public.conversation_messages (id, user_id)
    on delete set null (message_id) deferrable initially deferred;
create index workflow_versions_message_id_idx on public.workflow_versions (message_id);

create table public.files (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  -- Null until a message brings it along.
  conversation_id uuid,
  name text not null,
  kind text not null check (kind in ('workflow', 'csv', 'json', 'text', 'markdown', 'pdf', 'image')),
  -- In bytes.
  size integer not null,
  content bytea not null,
  -- What was read from it: {"text"}, {"fields", "rows"} or {"nodes"}.
  reading json not null default '{}',
  created_at timestamptz not null default now(),
  foreign key (conversation_id, user_id) references public.conversations (id, user_id) on delete cascade
);
create index files_user_id_idx on public.files (user_id);
create index files_conversation_id_idx on public.files (conversation_id);
create index files_unsent_idx on public.files (created_at) where conversation_id is null;

alter table public.files enable row level security;
alter table public.files force row level security;
revoke all on public.files from public, anon, authenticated;
grant select, insert, delete on public.files to authenticated;
grant update (conversation_id) on public.files to authenticated;
grant select (id, conversation_id, created_at), delete on public.files to nodepilot_reaper;

create policy files_read_own on public.files for select to authenticated
  using (user_id = (select auth.uid()));
create policy files_add_own on public.files for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy files_change_own on public.files for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy files_delete_own on public.files for delete to authenticated
  using (user_id = (select auth.uid()));
-- What was never sent is cleared away after a day.
create policy files_prune_read on public.files for select to nodepilot_reaper
  using (conversation_id is null and created_at < now() - interval '1 day');
create policy files_prune on public.files for delete to nodepilot_reaper
  using (conversation_id is null and created_at < now() - interval '1 day');
