-- Credits: lots that were given, holds that reserve from them, and a ledger that is only ever added to.
-- Balance = sum of the ledger = what is left in the lots (below zero only where credits are unlimited).

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_ledger') then
    create role nodepilot_ledger nologin noinherit;
  end if;
end
$$;
grant nodepilot_ledger to nodepilot_app;

-- Not `public`: what lies there, Supabase offers to everybody.
create schema nodepilot;
grant usage on schema nodepilot, public to nodepilot_ledger;

create table public.credit_accounts (
  user_id uuid primary key references public.users on delete cascade,
  balance integer not null default 0,
  held integer not null default 0 check (held >= 0),
  created_at timestamptz not null default now()
);

create table public.credit_lots (
  id uuid primary key,
  user_id uuid not null references public.credit_accounts on delete cascade,
  origin text not null check (origin in ('trial', 'monthly', 'bought', 'granted')),
  amount integer not null check (amount > 0),
  remaining integer not null,
  held integer not null default 0,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  check (0 <= held and held <= remaining and remaining <= amount)
);
-- What is spent first: the soonest to expire.
create index credit_lots_user_id_idx on public.credit_lots (user_id, expires_at, id);

create table public.credit_holds (
  id uuid primary key,
  user_id uuid not null references public.credit_accounts on delete cascade,
  generation_id uuid not null unique references public.workflow_generations on delete cascade,
  -- Null where credits are unlimited and no lot had one left.
  lot_id uuid references public.credit_lots on delete cascade,
  status text not null default 'held' check (status in ('held', 'settled', 'released')),
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index credit_holds_user_id_idx on public.credit_holds (user_id, status);
create index credit_holds_lot_id_idx on public.credit_holds (lot_id);

create table public.credit_history (
  transaction_id uuid primary key,
  user_id uuid not null references public.credit_accounts on delete cascade,
  amount integer not null,
  transaction_type text not null
    check (transaction_type in ('chat_interaction', 'trial', 'monthly', 'bought', 'granted', 'expiry')),
  -- Without a foreign key: the entry stays when the conversation is deleted.
  workflow_generation_id uuid,
  remaining_balance integer not null,
  created_at timestamptz not null default now(),
  -- The order in which entries were written; a user's are written under the account's lock.
  position bigint generated always as identity
);
create index credit_history_user_id_idx on public.credit_history (user_id, position desc);
create unique index credit_history_generation_key on public.credit_history (workflow_generation_id)
  where workflow_generation_id is not null;

create function nodepilot.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only ever added to';
end
$$;
create trigger credit_history_append_only before update on public.credit_history
  for each row execute function nodepilot.refuse_change();

-- Writes an entry and the new balance. The account's row is locked by then.
create function nodepilot.book(owner uuid, entry uuid, change integer, kind text, generation uuid)
  returns integer language sql as $$
  with changed as (
    update public.credit_accounts set balance = balance + change where user_id = owner returning balance
  )
  insert into public.credit_history
    (transaction_id, user_id, amount, transaction_type, workflow_generation_id, remaining_balance)
  select entry, owner, change, kind, generation, balance from changed
  returning remaining_balance
$$;

-- Locks the account and takes away what has expired, except what is held. At first sight it is made, with
-- the trial that every new user has: 25 credits, for 7 days from signing up.
create function nodepilot.lock_credits(owner uuid) returns void language plpgsql as $$
declare
  lot record;
  trial_end timestamptz;
  trial_lot uuid := gen_random_uuid();
begin
  insert into public.credit_accounts (user_id) values (owner) on conflict do nothing;
  if found then
    select created_at + interval '7 days' into trial_end from public.users where id = owner;
    if trial_end > now() then
      insert into public.credit_lots (id, user_id, origin, amount, remaining, expires_at)
      values (trial_lot, owner, 'trial', 25, 25, trial_end);
      perform nodepilot.book(owner, trial_lot, 25, 'trial', null);
    end if;
  end if;
  perform 1 from public.credit_accounts where user_id = owner for update;
  for lot in
    select id, remaining - held as gone from public.credit_lots
    where user_id = owner and remaining > held and expires_at <= now()
  loop
    update public.credit_lots set remaining = held where id = lot.id;
    perform nodepilot.book(owner, gen_random_uuid(), -lot.gone, 'expiry', null);
  end loop;
end
$$;

-- Gives credits. A lot that is there already (the same id) is not given twice.
create function nodepilot.grant_credits(
  owner uuid, lot uuid, kind text, number integer, until timestamptz
) returns boolean language plpgsql as $$
begin
  perform nodepilot.lock_credits(owner);
  insert into public.credit_lots (id, user_id, origin, amount, remaining, expires_at)
  values (lot, owner, kind, number, number, until) on conflict do nothing;
  if not found then
    return false;
  end if;
  perform nodepilot.book(owner, lot, number, kind, null);
  return true;
end
$$;

-- Reserves one credit for a generation; false when there is none, null when the account was deleted: who
-- deletes an account holds the same lock meanwhile.
create function nodepilot.hold_credit(owner uuid, hold uuid, generation uuid, unlimited boolean)
  returns boolean language plpgsql as $$
declare
  source uuid;
begin
  perform nodepilot.lock_credits(owner);
  if not exists (select 1 from public.users where id = owner and deleted_at is null) then
    return null;
  end if;
  update public.credit_lots set held = held + 1 where id = (
    select id from public.credit_lots
    where user_id = owner and remaining > held and (expires_at is null or expires_at > now())
    order by expires_at nulls last, id limit 1
  ) returning id into source;
  if source is null and not unlimited then
    return false;
  end if;
  update public.credit_accounts set held = held + 1 where user_id = owner;
  insert into public.credit_holds (id, user_id, generation_id, lot_id) values (hold, owner, generation, source);
  return true;
end
$$;

-- Spends or gives back what a generation holds; nothing when it holds nothing any more.
create function nodepilot.close_hold(owner uuid, generation uuid, spend boolean, entry uuid)
  returns integer language plpgsql as $$
declare
  closed record;
  spent integer := case when spend then 1 else 0 end;
begin
  perform nodepilot.lock_credits(owner);
  update public.credit_holds
    set status = case when spend then 'settled' else 'released' end, closed_at = now()
    where generation_id = generation and user_id = owner and status = 'held'
    returning * into closed;
  if found then
    update public.credit_lots set held = held - 1, remaining = remaining - spent where id = closed.lot_id;
    update public.credit_accounts set held = held - 1 where user_id = owner;
    if spend then
      perform nodepilot.book(owner, entry, -1, 'chat_interaction', generation);
    end if;
    perform nodepilot.lock_credits(owner);
  end if;
  return (select balance from public.credit_accounts where user_id = owner);
end
$$;

revoke all on all functions in schema nodepilot from public;
grant execute on all functions in schema nodepilot to nodepilot_ledger;

alter table public.credit_accounts enable row level security;
alter table public.credit_accounts force row level security;
alter table public.credit_lots enable row level security;
alter table public.credit_lots force row level security;
alter table public.credit_holds enable row level security;
alter table public.credit_holds force row level security;
alter table public.credit_history enable row level security;
alter table public.credit_history force row level security;

revoke all on public.credit_accounts, public.credit_lots, public.credit_holds, public.credit_history
  from public, anon, authenticated;
grant select on public.credit_accounts, public.credit_lots, public.credit_holds, public.credit_history to authenticated;
grant select, insert, update on public.credit_accounts, public.credit_lots, public.credit_holds to nodepilot_ledger;
grant select, insert on public.credit_history to nodepilot_ledger;
grant execute on function auth.uid() to nodepilot_ledger;
grant usage on schema auth to nodepilot_ledger;
grant select (id, created_at, deleted_at) on public.users to nodepilot_ledger;

create policy credit_accounts_read_own on public.credit_accounts for select to authenticated
  using (user_id = (select auth.uid()));
create policy credit_lots_read_own on public.credit_lots for select to authenticated
  using (user_id = (select auth.uid()));
create policy credit_holds_read_own on public.credit_holds for select to authenticated
  using (user_id = (select auth.uid()));
create policy credit_history_read_own on public.credit_history for select to authenticated
  using (user_id = (select auth.uid()));

create policy users_ledger on public.users for select to nodepilot_ledger
  using (id = (select auth.uid()));

-- The ledger's role works for the transaction's own user alone, too.
create policy credit_accounts_ledger on public.credit_accounts for all to nodepilot_ledger
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy credit_lots_ledger on public.credit_lots for all to nodepilot_ledger
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy credit_holds_ledger on public.credit_holds for all to nodepilot_ledger
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy credit_history_ledger on public.credit_history for all to nodepilot_ledger
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
