-- Another branch of a conversation is shown, and its workflow is the newest version again: no change to take back.
alter table public.workflow_versions drop constraint workflow_versions_step_check;
alter table public.workflow_versions
  add constraint workflow_versions_step_check check (step in ('change', 'undo', 'redo', 'branch'));
