-- Keys that the database makes sort by time like those that the app makes: UUID version 7 (RFC 9562), with 48 bits of
-- milliseconds before the random ones.
create function nodepilot.new_id() returns uuid language sql volatile as $$
  select encode(
    set_bit(set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6
      ),
      -- Version 4 becomes 7.
      52, 1), 53, 1),
    'hex')::uuid
$$;
revoke all on function nodepilot.new_id() from public;
grant execute on function nodepilot.new_id() to nodepilot_ledger;

create or replace function nodepilot.lock_credits(owner uuid) returns void language plpgsql as $$
declare
  lot record;
  trial_end timestamptz;
  trial_lot uuid := nodepilot.new_id();
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
    perform nodepilot.book(owner, nodepilot.new_id(), -lot.gone, 'expiry', null);
  end loop;
end
$$;

create or replace function nodepilot.take_back(owner uuid, first_lot uuid, number integer) returns integer
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
    perform nodepilot.book(owner, nodepilot.new_id(), missing - number, 'refund', null);
  end if;
  return missing;
end
$$;
