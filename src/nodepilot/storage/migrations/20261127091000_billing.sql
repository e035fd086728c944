-- Subscriptions, payments behind credits, and messages from the services that bill and sign people in.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_webhooks') then
    create role nodepilot_webhooks nologin noinherit;
  end if;
end
$$;
grant nodepilot_webhooks to nodepilot_app;
grant usage on schema public to nodepilot_webhooks;

-- When the sign-in service changed what we know of the person: older news changes nothing.
alter table public.users add column external_updated_at timestamptz;

create table public.subscriptions (
  user_id uuid primary key references public.users on delete cascade,
  stripe_customer_id text not null unique,
  -- Null until there is one; packs are bought without.
  stripe_subscription_id text unique,
  status text not null default 'none',
  current_period_end timestamptz,
  plan_details json not null default '{}',
  -- Since when payments have failed.
  past_due_since timestamptz,
  -- What an administrator has to look at, such as credits that were spent before they were taken back.
  attention text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- The payment behind each lot of credits that was paid for, and how much of it was taken back.
create table public.credit_payments (
  lot_id uuid primary key references public.credit_lots on delete cascade,
  user_id uuid not null references public.users on delete cascade,
  -- Stripe's id of the checkout session or the invoice.
  source text not null unique,
  amount integer not null,
  -- Credits that refunds and disputes asked back so far, whether they were there or not.
  taken_back integer not null default 0,
  created_at timestamptz not null default now()
);
create index credit_payments_user_id_idx on public.credit_payments (user_id);

create table public.webhook_events (
  -- The sender's own id of the event, after the sender's name.
  id text primary key,
  sender text not null check (sender in ('clerk', 'stripe', 'supabase')),
  type text not null,
  payload json not null,
  status text not null default 'waiting' check (status in ('waiting', 'handled', 'ignored', 'dead')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  received_at timestamptz not null default now(),
  handled_at timestamptz
);
create index webhook_events_waiting_idx on public.webhook_events (next_attempt_at) where status = 'waiting';
create index webhook_events_dead_idx on public.webhook_events (received_at desc) where status = 'dead';

alter table public.credit_history drop constraint credit_history_transaction_type_check;
alter table public.credit_history add constraint credit_history_transaction_type_check check (
  transaction_type in ('chat_interaction', 'trial', 'monthly', 'bought', 'granted', 'expiry', 'refund')
);

-- Takes credits back: from the lot that they came with, then from others, the soonest to expire first. What is
-- held by running answers stays. Returns how many were not there any more.
create function nodepilot.take_back(owner uuid, first_lot uuid, number integer) returns integer
  language plpgsql as $$
declare
  lot record;
  missing integer := number;
  part integer;
begin
  perform nodepilot.lock_credits(owner);
  for lot in
    select id, remaining - held as free from public.credit_lots
    where user_id = owner and remaining > held and (expires_at is null or expires_at > now())
    order by id <> first_lot, expires_at nulls last, id
  loop
    exit when missing = 0;
    part := least(missing, lot.free);
    update public.credit_lots set remaining = remaining - part where id = lot.id;
    missing := missing - part;
  end loop;
  if missing < number then
    perform nodepilot.book(owner, gen_random_uuid(), missing - number, 'refund', null);
  end if;
  return missing;
end
$$;
revoke all on function nodepilot.take_back(uuid, uuid, integer) from public;
grant execute on function nodepilot.take_back(uuid, uuid, integer) to nodepilot_ledger;

alter table public.subscriptions enable row level security;
alter table public.subscriptions force row level security;
alter table public.credit_payments enable row level security;
alter table public.credit_payments force row level security;
alter table public.webhook_events enable row level security;
alter table public.webhook_events force row level security;
revoke all on public.subscriptions, public.credit_payments, public.webhook_events
  from public, anon, authenticated;

grant select on public.subscriptions, public.credit_payments to authenticated;
grant select, insert, update on public.subscriptions, public.credit_payments to nodepilot_webhooks;
grant select, insert, update on public.webhook_events to nodepilot_webhooks;
grant select (id, clerk_user_id, deleted_at, subscription_tier), update (subscription_tier, updated_at)
  on public.users to nodepilot_webhooks;
grant select on public.subscriptions, public.credit_payments, public.credit_lots, public.credit_holds
  to nodepilot_admin;
grant select (id, sender, type, status, attempts, next_attempt_at, last_error, received_at, handled_at)
  on public.webhook_events to nodepilot_admin;

create policy subscriptions_read_own on public.subscriptions for select to authenticated
  using (user_id = (select auth.uid()));
create policy subscriptions_webhooks on public.subscriptions for all to nodepilot_webhooks
  using (true) with check (true);
create policy subscriptions_admin on public.subscriptions for select to nodepilot_admin using (true);
create policy credit_payments_read_own on public.credit_payments for select to authenticated
  using (user_id = (select auth.uid()));
create policy credit_payments_webhooks on public.credit_payments for all to nodepilot_webhooks
  using (true) with check (true);
create policy credit_payments_admin on public.credit_payments for select to nodepilot_admin using (true);
create policy webhook_events_webhooks on public.webhook_events for all to nodepilot_webhooks
  using (true) with check (true);
create policy webhook_events_admin on public.webhook_events for select to nodepilot_admin using (true);
create policy users_webhooks on public.users for select to nodepilot_webhooks using (true);
create policy users_webhooks_change on public.users for update to nodepilot_webhooks
  using (true) with check (true);
create policy credit_lots_admin on public.credit_lots for select to nodepilot_admin using (true);
create policy credit_holds_admin on public.credit_holds for select to nodepilot_admin using (true);
