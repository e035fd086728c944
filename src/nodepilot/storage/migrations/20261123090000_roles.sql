-- Roles, and `auth.uid()`. On Supabase the roles `anon` and `authenticated` and the schema `auth` exist
-- already and stay as they are.

do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated', 'nodepilot_accounts', 'nodepilot_reaper'] loop
    if not exists (select 1 from pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit', name);
    end if;
  end loop;
  -- The server's login: no rights but to take on one of the roles for the length of a transaction.
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_app') then
    create role nodepilot_app login noinherit;
  end if;
end
$$;

grant authenticated, nodepilot_accounts, nodepilot_reaper to nodepilot_app;

alter role nodepilot_app set statement_timeout = '15s';
alter role nodepilot_app set idle_in_transaction_session_timeout = '30s';

do $$
begin
  if to_regprocedure('auth.uid()') is null then
    create schema if not exists auth;
    -- The user on whose behalf the transaction runs; null when it runs for nobody.
    create function auth.uid() returns uuid
      language sql stable parallel safe
      return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
    grant usage on schema auth to anon, authenticated;
    grant execute on function auth.uid() to anon, authenticated;
  end if;
end
$$;

revoke create on schema public from public;
grant usage on schema public to authenticated, nodepilot_accounts, nodepilot_reaper;
