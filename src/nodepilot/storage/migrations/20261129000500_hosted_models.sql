-- Hosted models: what each call cost, answers that are kept, experiments, and what is remembered of conversations.

create table public.model_calls (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  generation_id uuid not null,
  stage text not null,
  provider text not null,
  model text not null,
  input_tokens integer not null,
  -- Those of the input that the provider had kept.
  cached_tokens integer not null,
  output_tokens integer not null,
  dollars numeric(12, 6) not null,
  milliseconds integer not null,
  -- Why there was no answer; empty for one.
  failure text not null default '',
  -- Answered from `ai_answers`, without asking anybody.
  from_cache boolean not null default false,
  created_at timestamptz not null default now(),
  foreign key (generation_id, user_id) references public.workflow_generations (id, user_id) on delete cascade
);
create index model_calls_user_id_idx on public.model_calls (user_id, created_at);
create index model_calls_generation_id_idx on public.model_calls (generation_id);
create index model_calls_created_at_idx on public.model_calls (created_at);

-- Answers of models, by a digest of all that they depend on. Only of questions that say nothing of a person but the
-- request itself, which whoever finds the answer has written as well.
create table public.ai_answers (
  key bytea primary key,
  stage text not null,
  model text not null,
  value json not null,
  hits integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index ai_answers_expires_at_idx on public.ai_answers (expires_at);

create table public.experiments (
  id uuid primary key,
  name text not null unique check (length(name) between 1 and 100),
  status text not null default 'draft' check (status in ('draft', 'running', 'stopped')),
  -- [{"name", "prompts": {name: version}, "routes": {task: [models]}}], the first one as things are.
  arms json not null,
  author_id uuid references public.users,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  stopped_at timestamptz
);
create unique index experiments_running_key on public.experiments (status) where status = 'running';
create index experiments_author_id_idx on public.experiments (author_id);

create table public.experiment_exposures (
  generation_id uuid primary key,
  experiment_id uuid not null references public.experiments on delete cascade,
  user_id uuid not null references public.users on delete cascade,
  arm text not null,
  gate_passed boolean not null,
  repair_rounds integer not null,
  milliseconds integer not null,
  dollars numeric(12, 6) not null,
  assistant_message_id uuid,
  created_at timestamptz not null default now(),
  foreign key (generation_id, user_id) references public.workflow_generations (id, user_id) on delete cascade
);
create index experiment_exposures_experiment_id_idx on public.experiment_exposures (experiment_id, arm);
create index experiment_exposures_user_id_idx on public.experiment_exposures (user_id);

create table public.conversation_memories (
  id uuid primary key,
  user_id uuid not null references public.users on delete cascade,
  conversation_id uuid not null,
  kind text not null check (kind in ('decision', 'name', 'preference', 'constraint')),
  text text not null check (length(text) between 1 and 300),
  score real not null check (score between 0 and 1),
  -- As a provider gives it; null where none does.
  embedding real[],
  created_at timestamptz not null default now(),
  foreign key (conversation_id, user_id) references public.conversations (id, user_id) on delete cascade
);
create index conversation_memories_conversation_id_idx on public.conversation_memories (conversation_id);
create index conversation_memories_user_id_idx on public.conversation_memories (user_id);
-- Up to which message a conversation has been looked through.
alter table public.conversations add column remembered_until timestamptz;

alter table public.model_calls enable row level security;
alter table public.model_calls force row level security;
alter table public.ai_answers enable row level security;
alter table public.ai_answers force row level security;
alter table public.experiments enable row level security;
alter table public.experiments force row level security;
alter table public.experiment_exposures enable row level security;
alter table public.experiment_exposures force row level security;
alter table public.conversation_memories enable row level security;
alter table public.conversation_memories force row level security;
revoke all on public.model_calls, public.ai_answers, public.experiments, public.experiment_exposures,
  public.conversation_memories from public, anon, authenticated;

grant select, insert on public.model_calls to authenticated;
create policy model_calls_read_own on public.model_calls for select to authenticated
  using (user_id = (select auth.uid()));
create policy model_calls_add_own on public.model_calls for insert to authenticated
  with check (user_id = (select auth.uid()));
grant select on public.model_calls to nodepilot_admin;
create policy model_calls_admin on public.model_calls for select to nodepilot_admin using (true);

grant select, insert, update, delete on public.ai_answers to nodepilot_knowledge;
create policy ai_answers_keep on public.ai_answers for all to nodepilot_knowledge using (true) with check (true);
grant select (key, stage, model, hits, created_at, expires_at), delete on public.ai_answers to nodepilot_admin;
create policy ai_answers_admin_read on public.ai_answers for select to nodepilot_admin using (true);
create policy ai_answers_admin_forget on public.ai_answers for delete to nodepilot_admin using (true);

grant select on public.experiments to nodepilot_knowledge;
create policy experiments_look on public.experiments for select to nodepilot_knowledge using (true);
grant select, insert, update, delete on public.experiments to nodepilot_admin;
create policy experiments_admin on public.experiments for all to nodepilot_admin using (true) with check (true);
grant select, insert on public.experiment_exposures to authenticated;
create policy experiment_exposures_read_own on public.experiment_exposures for select to authenticated
  using (user_id = (select auth.uid()));
create policy experiment_exposures_add_own on public.experiment_exposures for insert to authenticated
  with check (user_id = (select auth.uid()));
grant select on public.experiment_exposures to nodepilot_admin;
create policy experiment_exposures_admin on public.experiment_exposures for select to nodepilot_admin using (true);
-- How answers of each arm were liked.
grant select (message_id) on public.message_feedback to nodepilot_admin;
create trigger experiments_changed after insert or update or delete or truncate on public.experiments
  for each statement execute function public.tell_of_knowledge();

grant select, insert, delete on public.conversation_memories to authenticated;
create policy conversation_memories_read_own on public.conversation_memories for select to authenticated
  using (user_id = (select auth.uid()));
create policy conversation_memories_add_own on public.conversation_memories for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy conversation_memories_delete_own on public.conversation_memories for delete to authenticated
  using (user_id = (select auth.uid()));
