-- Whether somebody has just looked at the same thing is asked with every look.
create index audit_log_recent_idx on public.audit_log (actor_id, created_at desc);
drop index public.audit_log_actor_id_idx;
