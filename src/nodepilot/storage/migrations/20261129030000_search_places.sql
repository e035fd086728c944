-- Places among meanings of all that can be looked for, for ranking by meaning next to words. Only where pgvector
-- is: without it nothing is missing but that ranking.

do $$
begin
  if exists (select 1 from pg_available_extensions where name = 'vector') then
    if not exists (select 1 from pg_extension where extname = 'vector') then
      begin
        create extension vector;
      exception when insufficient_privilege then
        raise notice 'pgvector is there, but the owner of this database may not create it: no search by meaning.';
        return;
      end;
    end if;
    create table public.search_places (
      -- `nodes`, `patterns`, `templates` or `tips`
      shelf text not null,
      key text not null,
      -- The model and the size of its places: those of different ones cannot be compared.
      model text not null,
      -- Of the text that was placed, so that one that has changed is placed anew.
      digest bytea not null,
      place vector not null,
      primary key (model, shelf, key)
    );
    alter table public.search_places enable row level security;
    alter table public.search_places force row level security;
    revoke all on public.search_places from public, anon, authenticated;
    grant select, insert, update, delete on public.search_places to nodepilot_knowledge;
    create policy search_places_keep on public.search_places for all to nodepilot_knowledge
      using (true) with check (true);
  end if;
end
$$;
