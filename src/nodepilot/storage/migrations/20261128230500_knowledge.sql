-- What the product knows, the same for everybody: patterns, templates, tips and prompts. Filled at start from
-- what the package ships; rows that an operator adds or switches off stay as they are.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'nodepilot_knowledge') then
    create role nodepilot_knowledge nologin noinherit;
  end if;
end
$$;
grant nodepilot_knowledge to nodepilot_app;
grant usage on schema public to nodepilot_knowledge;

create table public.node_patterns (
  -- The node type's short name and what was chosen: `slack/message/post`.
  key text primary key,
  node_type text not null,
  node_name text not null,
  -- `type_version`, and `parameters` with which n8n accepts the node.
  node_config json not null,
  use_case text not null,
  is_featured boolean not null default false,
  -- `uses`: how often it occurs in the public workflows that were counted.
  performance_metrics json not null default '{}',
  is_shipped boolean not null default false
);
create index node_patterns_node_type_idx on public.node_patterns (node_type);
create index node_patterns_featured_idx on public.node_patterns (node_type) where is_featured;

create table public.workflow_templates (
  key text primary key,
  name text not null,
  description text not null,
  category text not null,
  workflow_json json not null check (json_typeof(workflow_json -> 'nodes') is not distinct from 'array'),
  node_count integer not null,
  complexity_level text not null check (complexity_level in ('simple', 'medium', 'advanced')),
  use_cases text[] not null default '{}',
  integrations text[] not null default '{}',
  is_active boolean not null default true,
  is_shipped boolean not null default false
);
create index workflow_templates_active_idx on public.workflow_templates (category) where is_active;

create table public.workflow_tips (
  key text primary key,
  tip_title text not null,
  tip_content text not null,
  category text not null,
  is_active boolean not null default true,
  -- Which workflows and nodes it is about, and what would follow it.
  application_context json not null default '{}',
  is_shipped boolean not null default false
);
create index workflow_tips_active_idx on public.workflow_tips (category) where is_active;

-- Every version that a prompt ever had; a name has one active version.
create table public.ai_prompts (
  name text not null,
  version integer not null check (version > 0),
  content text not null check (length(content) between 1 and 100000),
  is_active boolean not null default false,
  -- `shipped` with the product, or `edited` by an administrator.
  origin text not null default 'edited' check (origin in ('shipped', 'edited')),
  author_id uuid references public.users,
  created_at timestamptz not null default now(),
  primary key (name, version)
);
create unique index ai_prompts_active_key on public.ai_prompts (name) where is_active;
create index ai_prompts_author_id_idx on public.ai_prompts (author_id);

-- What was filled in last, so that a start that brings nothing new writes nothing.
create table public.knowledge_state (
  is_only boolean primary key default true check (is_only),
  digest text not null,
  seeded_at timestamptz not null default now()
);

-- Whoever changes something, by whichever way: every server loads it anew.
create function public.tell_of_knowledge() returns trigger language plpgsql as $$
begin
  perform pg_notify('nodepilot', 'knowledge');
  return null;
end
$$;
revoke all on function public.tell_of_knowledge() from public;
create trigger workflow_templates_changed after insert or update or delete or truncate on public.workflow_templates
  for each statement execute function public.tell_of_knowledge();
create trigger workflow_tips_changed after insert or update or delete or truncate on public.workflow_tips
  for each statement execute function public.tell_of_knowledge();
create trigger ai_prompts_changed after insert or update or delete or truncate on public.ai_prompts
  for each statement execute function public.tell_of_knowledge();

alter table public.node_patterns enable row level security;
alter table public.node_patterns force row level security;
alter table public.workflow_templates enable row level security;
alter table public.workflow_templates force row level security;
alter table public.workflow_tips enable row level security;
alter table public.workflow_tips force row level security;
alter table public.ai_prompts enable row level security;
alter table public.ai_prompts force row level security;
alter table public.knowledge_state enable row level security;
alter table public.knowledge_state force row level security;
revoke all on public.node_patterns, public.workflow_templates, public.workflow_tips, public.ai_prompts,
  public.knowledge_state from public, anon, authenticated;

grant select on public.node_patterns, public.workflow_templates, public.workflow_tips to authenticated;
create policy node_patterns_read on public.node_patterns for select to authenticated using (true);
create policy workflow_templates_read on public.workflow_templates for select to authenticated using (is_active);
create policy workflow_tips_read on public.workflow_tips for select to authenticated using (is_active);

grant select, insert, update, delete on public.node_patterns, public.workflow_templates, public.workflow_tips
  to nodepilot_knowledge;
grant select, insert, update on public.knowledge_state to nodepilot_knowledge;
-- Versions of prompts are never changed, only switched on and off.
grant select, insert on public.ai_prompts to nodepilot_knowledge, nodepilot_admin;
grant update (is_active) on public.ai_prompts to nodepilot_knowledge, nodepilot_admin;
create policy node_patterns_keep on public.node_patterns for all to nodepilot_knowledge
  using (true) with check (true);
create policy workflow_templates_keep on public.workflow_templates for all to nodepilot_knowledge
  using (true) with check (true);
create policy workflow_tips_keep on public.workflow_tips for all to nodepilot_knowledge
  using (true) with check (true);
create policy ai_prompts_keep on public.ai_prompts for all to nodepilot_knowledge using (true) with check (true);
create policy ai_prompts_admin on public.ai_prompts for all to nodepilot_admin using (true) with check (true);
create policy knowledge_state_keep on public.knowledge_state for all to nodepilot_knowledge
  using (true) with check (true);
