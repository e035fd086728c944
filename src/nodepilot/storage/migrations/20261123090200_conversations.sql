-- Conversations and what was said in them.

create table public.conversations (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  title text not null default '',
  metadata json not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Lets messages and generations prove that they belong to the conversation's own user.
  unique (id, user_id)
);
create index conversations_user_id_updated_at_idx on public.conversations (user_id, updated_at desc, id desc);

create table public.conversation_messages (
  id uuid primary key,
  conversation_id uuid not null,
  user_id uuid not null references public.users on delete cascade,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  -- JSON as it was written, keys in order: it carries workflow documents.
  metadata json not null default '{}',
  timestamp timestamptz not null default now(),
  foreign key (conversation_id, user_id) references public.conversations (id, user_id) on delete cascade
);
create index conversation_messages_conversation_id_idx on public.conversation_messages (conversation_id, timestamp, id);
create index conversation_messages_user_id_idx on public.conversation_messages (user_id);

alter table public.conversations enable row level security;
alter table public.conversations force row level security;
alter table public.conversation_messages enable row level security;
alter table public.conversation_messages force row level security;

revoke all on public.conversations, public.conversation_messages from public, anon, authenticated;
grant select, insert, update, delete on public.conversations to authenticated;
grant select, insert, update, delete on public.conversation_messages to authenticated;

create policy conversations_read_own on public.conversations for select to authenticated
  using (user_id = (select auth.uid()));
create policy conversations_add_own on public.conversations for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy conversations_change_own on public.conversations for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy conversations_delete_own on public.conversations for delete to authenticated
  using (user_id = (select auth.uid()));

create policy conversation_messages_read_own on public.conversation_messages for select to authenticated
  using (user_id = (select auth.uid()));
create policy conversation_messages_add_own on public.conversation_messages for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy conversation_messages_change_own on public.conversation_messages for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy conversation_messages_delete_own on public.conversation_messages for delete to authenticated
  using (user_id = (select auth.uid()));
