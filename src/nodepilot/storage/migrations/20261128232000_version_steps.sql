-- How a version came about: a change, or a step back or forth over the changes before it. What an undo and
-- a redo lead to follows from the steps alone, so it is the same in every tab and after every reload.
alter table public.workflow_versions
  add column step text not null default 'change' check (step in ('change', 'undo', 'redo'));
