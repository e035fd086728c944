-- What is remembered belongs to the branch on which it was said.
alter table public.conversation_memories
  -- The last message of those that it was learned from; null for what was learned before there were branches.
  add column message_id uuid,
  add foreign key (message_id, user_id) references public.conversation_messages (id, user_id)
    on delete set null (message_id);
create index conversation_memories_message_id_idx on public.conversation_memories (message_id);
