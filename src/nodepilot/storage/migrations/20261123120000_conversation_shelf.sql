-- Pinning, searching and sharing conversations.

alter table public.conversations add column pinned boolean not null default false;

-- `simple`: people write in any language, and names of services have no stem.
alter table public.conversation_messages add column search tsvector
  generated always as (to_tsvector('simple', content)) stored;

create table public.conversation_shares (
  conversation_id uuid not null,
  user_id uuid not null references public.users on delete cascade,
  id uuid not null unique,
  -- SHA-256 of the link's token; the server can derive the token from the id again.
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  primary key (conversation_id, user_id),
  foreign key (conversation_id, user_id) references public.conversations (id, user_id) on delete cascade
);
create index conversation_shares_user_id_idx on public.conversation_shares (user_id);

alter table public.conversation_shares enable row level security;
alter table public.conversation_shares force row level security;
revoke all on public.conversation_shares from public, anon, authenticated;
grant select, insert, delete on public.conversation_shares to authenticated;

create policy conversation_shares_read_own on public.conversation_shares for select to authenticated
  using (user_id = (select auth.uid()));
create policy conversation_shares_add_own on public.conversation_shares for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy conversation_shares_delete_own on public.conversation_shares for delete to authenticated
  using (user_id = (select auth.uid()));

-- A visitor holds a link and is nobody: the token's digest in the claims opens one conversation, read-only.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_visitor') then
    create role nodepilot_visitor nologin noinherit;
  end if;
end
$$;
grant nodepilot_visitor to nodepilot_app;
grant usage on schema public to nodepilot_visitor;

create function nodepilot.shared_token() returns bytea
  language sql stable parallel safe
  return decode(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'share', 'hex');
grant usage on schema nodepilot to nodepilot_visitor;
grant execute on function nodepilot.shared_token() to nodepilot_visitor;

grant select on public.conversation_shares to nodepilot_visitor;
grant select (id, title, created_at, updated_at, pinned) on public.conversations to nodepilot_visitor;
grant select (id, conversation_id, role, content, metadata, timestamp) on public.conversation_messages
  to nodepilot_visitor;
create policy conversation_shares_visit on public.conversation_shares for select to nodepilot_visitor
  using (token_hash = (select nodepilot.shared_token()));
create policy conversations_visit on public.conversations for select to nodepilot_visitor
  using (id = (select conversation_id from public.conversation_shares));
create policy conversation_messages_visit on public.conversation_messages for select to nodepilot_visitor
  using (conversation_id = (select conversation_id from public.conversation_shares));
