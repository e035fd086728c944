-- What an operator changes of the knowledge that is shipped stays: the row is the operator's from then on. Patterns can
-- be switched off as templates and tips can, and a change of theirs is told of, too.

alter table public.node_patterns add column is_active boolean not null default true;
-- The few rows that do not count as they were shipped.
create index node_patterns_changed_idx on public.node_patterns (key) where not (is_shipped and is_active);
drop policy node_patterns_read on public.node_patterns;
create policy node_patterns_read on public.node_patterns for select to authenticated using (is_active);

create function public.keep_what_was_changed() returns trigger language plpgsql as $$
begin
  if current_user <> 'nodepilot_knowledge' and old.is_shipped and new.is_shipped
    and to_jsonb(new) - 'is_active' is distinct from to_jsonb(old) - 'is_active'
  then
    new.is_shipped := false;
  end if;
  return new;
end
$$;
revoke all on function public.keep_what_was_changed() from public;

create trigger node_patterns_kept before update on public.node_patterns
  for each row execute function public.keep_what_was_changed();
create trigger workflow_templates_kept before update on public.workflow_templates
  for each row execute function public.keep_what_was_changed();
create trigger workflow_tips_kept before update on public.workflow_tips
  for each row execute function public.keep_what_was_changed();

create trigger node_patterns_changed after insert or update or delete or truncate on public.node_patterns
  for each statement execute function public.tell_of_knowledge();
