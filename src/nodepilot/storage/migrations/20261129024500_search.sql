-- Searching one's conversations by an index. Row security lets no index on words be used before it is certain whose
-- rows they are; so one function looks into an index that holds everybody's words, each behind a mark of whose it is,
-- and gives the transaction's user ids. What they stand for is then read under row security, as everything is.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_search') then
    create role nodepilot_search nologin noinherit;
  end if;
end
$$;
-- Only a member may give a function away to this role; until the end of this file.
grant nodepilot_search to current_user;
grant usage on schema public, nodepilot to nodepilot_search;

-- The same as `auth.uid()`, for a role that the owner of Supabase's schema `auth` lets nobody grant it to.
create function nodepilot.own_id() returns uuid
  language sql stable parallel safe
  return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
revoke all on function nodepilot.own_id() from public;
grant execute on function nodepilot.own_id() to nodepilot_search;

-- The mark: shorter than the id as text, and always of the same length.
create function nodepilot.mark_of(owner uuid) returns text
  language sql immutable parallel safe
  return rtrim(encode(uuid_send(owner), 'base64'), '=') || ':';

-- The words of a text, each behind its owner's mark.
create function nodepilot.words_of(owner uuid, said text) returns tsvector
  language plpgsql immutable parallel safe as $$
begin
  return array_to_tsvector(array(
    select nodepilot.mark_of(owner) || word from unnest(tsvector_to_array(to_tsvector('simple'::regconfig, said))) word
  ));
end
$$;
revoke all on function nodepilot.mark_of(uuid), nodepilot.words_of(uuid, text) from public;
grant execute on function nodepilot.mark_of(uuid), nodepilot.words_of(uuid, text) to authenticated, nodepilot_search;
grant usage on schema nodepilot to authenticated;

alter table public.conversation_messages drop column search;
-- Without a list of what is to be put in later: whoever's turn it were to do so would wait.
create index conversation_messages_words_idx on public.conversation_messages
  using gin (nodepilot.words_of(user_id, content)) with (fastupdate = off);
create index conversations_words_idx on public.conversations
  using gin (nodepilot.words_of(user_id, title)) with (fastupdate = off);

grant select (id, conversation_id, user_id, active, timestamp, content) on public.conversation_messages
  to nodepilot_search;
grant select (id, user_id, title) on public.conversations to nodepilot_search;
create policy conversation_messages_search on public.conversation_messages for select to nodepilot_search using (true);
create policy conversations_search on public.conversations for select to nodepilot_search using (true);

-- The user's conversations with all of the words in one message of the active branch (the newest such one) or in the
-- title (no message). The last word may be unfinished.
create function nodepilot.search_conversations(words text[])
  returns table (conversation_id uuid, message_id uuid)
  language sql stable security definer set search_path = ''
  as $$
    with query as (
      select nodepilot.own_id() as owner, string_agg(
        '''' || replace(replace(nodepilot.mark_of(nodepilot.own_id()) || lexeme, '\', '\\'), '''', '''''') || ''''
          || case when place = cardinality(words) then ':*' else '' end, ' & '
      )::tsquery as q
      from unnest(words) with ordinality as given (word, place),
        unnest(tsvector_to_array(to_tsvector('simple'::regconfig, word))) as lexeme
    ),
    said as (
      select distinct on (m.conversation_id) m.conversation_id, m.id
      from query, public.conversation_messages m
      -- Not `=`: the planner might look through all that the person ever said, by the index on `user_id`.
      where nodepilot.words_of(m.user_id, m.content) @@ query.q and m.user_id is not distinct from query.owner
        and m.active
      order by m.conversation_id, m.timestamp desc, m.id desc
    ),
    titled as (
      select c.id from query, public.conversations c
      where nodepilot.words_of(c.user_id, c.title) @@ query.q and c.user_id is not distinct from query.owner
    )
    select coalesce(said.conversation_id, titled.id), said.id
    from said full join titled on titled.id = said.conversation_id
  $$;
grant create on schema nodepilot to nodepilot_search;
alter function nodepilot.search_conversations(text[]) owner to nodepilot_search;
revoke create on schema nodepilot from nodepilot_search;
revoke all on function nodepilot.search_conversations(text[]) from public;
grant execute on function nodepilot.search_conversations(text[]) to authenticated;
revoke nodepilot_search from current_user;
