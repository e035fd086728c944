/** The HTTP API as the server describes it. Made by `make api-client`; changes by hand are lost. */

import type { Json, JsonObject } from "@/graph/workflow";

export interface Accepted {
  accepted: true;
}

export interface Account {
  id: string;
  email: string | null;
  name: string;
  subscription_tier: string;
  is_admin: boolean;
  created_at: string;
  deleted_at: string | null;
  balance: number | null;
  attention: string | null;
}

export interface AccountList {
  users: Account[];
}

export interface Addable {
  name: string;
  label: string;
  initial: Json;
}

export interface AnswerBody {
  id: string;
  role: "user" | "assistant";
  content: string;
  timestamp: string;
  metadata: JsonObject;
  parent_id: string | null;
  siblings: string[];
  conversation_id: string;
  generation_id: string;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: ("read" | "write")[];
  created_at: string | null;
  last_used_at: string | null;
}

export interface ApiKeyList {
  keys: ApiKey[];
}

export interface Arm {
  name: string;
  prompts?: Record<string, number>;
  routes?: Record<string, string[]>;
  provider?: "" | "anthropic" | "openai";
}

export interface ArmFigures {
  arm: string;
  answers: number;
  gate_passed: Figure | null;
  repair_rounds: Figure | null;
  milliseconds: Figure | null;
  dollars: Figure | null;
  liked: Figure | null;
}

export interface Assumption {
  text: string;
  node: string | null;
  span: [number, number] | null;
}

export interface AuditEntry {
  id: string;
  actor_id: string | null;
  action: string;
  subject_id: string | null;
  detail: JsonObject;
  created_at: string;
}

export interface AuditLog {
  entries: AuditEntry[];
}

export interface Balance {
  balance: number;
  held: number;
  available: number;
  unlimited: boolean;
  lots: Lot[];
}

export interface BaseBody {
  base?: number | null;
}

export interface Body_upload_file_api_files_post {
  file: string;
}

export interface CategoryCount {
  name: string;
  count: number;
}

export interface ChangePasswordBody {
  current: string;
  new: string;
}

export interface ChangeRow {
  kind: string;
  text: string;
  node: string | null;
  path: string | null;
}

export interface Changes {
  changes: ChangeRow[];
}

export interface Check {
  ok: boolean;
  milliseconds: number | null;
  n8n_version: string | null;
}

export interface CheckedWorkflow {
  issues: MendableIssue[];
  setup: SetupList;
}

export interface CheckoutBody {
  plan: "starter" | "pro" | "pack";
  back_to?: "billing" | "chat";
  conversation_id?: string | null;
}

export interface Choice {
  value: string | number | boolean;
  label: string;
}

export interface ChosenIssue {
  code: string;
  node?: string | null;
  parameter?: string | null;
}

export interface ConversationBody {
  id: string;
  title: string;
  pinned: boolean;
  created_at: string;
  updated_at: string;
  messages: Message[];
  has_earlier: boolean;
  feedback: MessageFeedback[];
  running_generation_id: string | null;
}

export interface ConversationChange {
  title?: string | null;
  pinned?: boolean | null;
}

export interface ConversationList {
  conversations: ConversationSummary[];
}

export interface ConversationSummary {
  id: string;
  title: string;
  pinned: boolean;
  created_at: string;
  updated_at: string;
}

export interface CredentialNeed {
  node: string;
  type: string;
  name: string;
  where: string;
  scopes: string;
}

export interface CreditHistory {
  entries: Entry[];
}

export interface CreditHolds {
  holds: Hold[];
}

export interface DayOfModels {
  day: string;
  calls: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  dollars: number;
}

export interface DayOfUse {
  day: string;
  requests: number;
  workflows: number;
  failed: number;
  milliseconds: number;
}

export interface DeleteAccountBody {
  confirm: "delete";
}

export interface EditBody {
  message: string;
  file_ids?: string[] | null;
}

export interface EditedAnswer {
  issues: MendableIssue[];
  setup: SetupList;
  id: string;
  name: string;
  conversation_id: string | null;
  version_count: number;
  created_at: string;
  updated_at: string;
  version: Version;
  undo: VersionSummary | null;
  redo: VersionSummary | null;
  changes: ChangeRow[];
  fixes: FixRow[];
}

export interface EditsBody {
  base?: number | null;
  edits: Json[];
}

export interface Effect {
  node: string;
  service: string;
  kind: "reads" | "writes" | "deletes" | "asks";
  what: string;
}

export interface Entry {
  transaction_id: string;
  amount: number;
  transaction_type: "chat_interaction" | "trial" | "monthly" | "bought" | "granted" | "expiry" | "refund";
  workflow_generation_id: string | null;
  remaining_balance: number;
  created_at: string;
  conversation_id: string | null;
  about: string | null;
}

export interface EventRow {
  id: string;
  sender: "clerk" | "stripe" | "supabase";
  type: string;
  status: "waiting" | "handled" | "ignored" | "dead";
  attempts: number;
  last_error: string | null;
  received_at: string;
  handled_at: string | null;
}

export interface Experiment {
  id: string;
  name: string;
  status: "draft" | "running" | "stopped";
  arms: Arm[];
  created_at: string;
  started_at: string | null;
  stopped_at: string | null;
}

export interface ExperimentBody {
  name: string;
  arms: Arm[];
}

export interface ExperimentFigures {
  experiment: Experiment;
  figures: ArmFigures[];
}

export interface ExperimentList {
  experiments: Experiment[];
}

export interface FastGenerateAnswer {
  workflow: JsonObject | null;
  provenance: JsonObject;
  issues: IssueRow[];
  setup: SetupList;
  questions: JsonObject[];
  text: string;
  confidence: number;
  milliseconds: number;
  outcome: string;
}

export interface FastGenerateBody {
  request: string;
  n8n_version?: string | null;
}

export interface FeedbackBody {
  rating: "up" | "down";
  reason?: string;
}

export interface Figure {
  value: number;
  low: number;
  high: number;
  of: number;
}

export interface FixBody {
  base?: number | null;
  issue?: ChosenIssue | null;
}

export interface FixOffer {
  text: string;
  safe: boolean;
}

export interface FixRow {
  code: string;
  node: string | null;
  parameter: string | null;
  safe: boolean;
  text: string;
  edits: JsonObject[];
}

export interface Forgotten {
  forgotten: number;
}

export interface ForgottenPasswordBody {
  email: string;
}

export interface FormCredential {
  type: string;
  label: string;
  required: boolean;
}

export interface FormField {
  path: string;
  label: string;
  kind: string;
  value: Json;
  is_set: boolean;
  required: boolean;
  takes_expression: boolean;
  multiple: boolean;
  choices: Choice[];
  from_service: boolean;
  modes: Choice[];
  minimum: number | null;
  maximum: number | null;
  editor: string | null;
  secret: boolean;
  fields: FormField[];
  more: Addable[];
  groups: FormGroup[];
}

export interface FormGroup {
  path: string;
  label: string;
  initial: Json;
  entries: FormField[][];
}

export interface Found {
  kind: Shelf;
  key: string;
  title: string;
  text: string;
}

export interface FoundConversation {
  id: string;
  title: string;
  pinned: boolean;
  created_at: string;
  updated_at: string;
  excerpt: string;
}

export interface FoundConversations {
  conversations: FoundConversation[];
}

export interface FoundList {
  results: Found[];
}

export interface GenerationState {
  id: string;
  status: "running" | "finished" | "stopped" | "failed";
}

export interface GrantBody {
  amount: number;
  reason: string;
  expires_at?: string | null;
}

export interface Health {
  status: "ok" | "degraded";
  version: string;
  checks: Record<string, Check>;
}

export interface Hold {
  id: string;
  generation_id: string;
  created_at: string;
}

export interface InputField {
  path: string;
  type: string;
  example?: Json;
}

export interface InputNode {
  node: string;
  direct: boolean;
  fields: InputField[];
}

export interface Invoice {
  id: string;
  number: string | null;
  amount: number;
  currency: string;
  status: string | null;
  created_at: string;
  url: string | null;
}

export interface InvoiceList {
  invoices: Invoice[];
}

export interface IssueRow {
  code: string;
  severity: "error" | "warning" | "hint";
  source: "n8n" | "nodepilot";
  kind: string | null;
  node: string | null;
  parameter: string | null;
  port: string | null;
  path: string | null;
  message: string;
  suggestion: string | null;
}

export interface KeptAnswerList {
  answers: KeptAnswers[];
}

export interface KeptAnswers {
  stage: string;
  model: string;
  answers: number;
  hits: number;
}

export interface Liking {
  day: string;
  answered_by: string;
  up: number;
  down: number;
}

export interface Likings {
  days: Liking[];
}

export interface Lot {
  id: string;
  origin: "trial" | "monthly" | "bought" | "granted";
  amount: number;
  remaining: number;
  expires_at: string | null;
}

export interface MemoryList {
  memories: MemoryRow[];
}

export interface MemoryRow {
  id: string;
  kind: "decision" | "name" | "preference" | "constraint";
  text: string;
  score: number;
  created_at: string;
}

export interface MendableIssue {
  code: string;
  severity: "error" | "warning" | "hint";
  source: "n8n" | "nodepilot";
  kind: string | null;
  node: string | null;
  parameter: string | null;
  port: string | null;
  path: string | null;
  message: string;
  suggestion: string | null;
  fix: FixOffer | null;
}

export interface Message {
  id: string;
  role: "user" | "assistant";
  content: string;
  timestamp: string;
  metadata: JsonObject;
  parent_id: string | null;
  siblings: string[];
}

export interface MessageBody {
  message: string;
  conversation_id?: string | null;
  workflow?: Json | null;
  file_ids?: string[] | null;
}

export interface MessageFeedback {
  rating: "up" | "down";
  reason: string;
  message_id: string;
}

export interface ModelDay {
  day: string;
  stage: string;
  provider: string;
  model: string;
  calls: number;
  failures: number;
  from_cache: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  dollars: number;
  milliseconds: number;
}

export interface ModelKey {
  provider: "anthropic" | "openai";
  hint: string;
  created_at: string;
}

export interface ModelKeyBody {
  key: string;
}

export interface ModelKeyList {
  keys: ModelKey[];
}

export interface ModelTotals {
  calls: number;
  failures: number;
  from_cache: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  dollars: number;
  answer_hit_rate: number | null;
  prompt_hit_rate: number | null;
}

export interface ModelUseList {
  days: ModelDay[];
  totals: ModelTotals;
}

export interface NameBody {
  name: string;
}

export interface NewApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: ("read" | "write")[];
  created_at: string | null;
  last_used_at: string | null;
  key: string;
}

export interface NewApiKeyBody {
  name: string;
  scopes?: ("read" | "write")[];
}

export interface NewPasswordBody {
  token: string;
  password: string;
}

export interface NewVersionBody {
  workflow: Json;
  message?: string;
  base?: number | null;
}

export interface NewWorkflowBody {
  workflow: Json;
  name?: string | null;
  message?: string;
}

export interface NodeAction {
  action: string;
  parameters: JsonObject;
}

export interface NodeDetail {
  type: string;
  name: string;
  service: string;
  category: string;
  is_trigger: boolean;
  is_sub_node: boolean;
  operations: string[];
  versions: number[];
  credentials: TakenCredential[];
  actions: NodeAction[];
  parameters: NodeParameter[];
}

export interface NodeForm {
  node: string;
  type: string;
  type_name: string;
  fields: FormField[];
  others: OtherParameter[];
  credentials: FormCredential[];
  inputs: InputNode[];
  unreadable: string | null;
}

export interface NodeList {
  nodes: NodeRow[];
  total: number;
  categories: CategoryCount[];
  n8n_version: string;
}

export interface NodeParameter {
  name: string;
  label: string;
  type: string;
  default: Json;
  required: boolean;
  choices: ParameterChoice[];
  shown_for: Record<string, Json[]>;
  children: NodeParameter[];
}

export interface NodeRow {
  type: string;
  name: string;
  service: string;
  category: string;
  is_trigger: boolean;
  is_sub_node: boolean;
  operations: string[];
}

export interface NoteRow {
  code: string;
  node: string | null;
  parameter: string | null;
  text: string;
}

export interface OtherParameter {
  name: string;
  value: Json;
}

export interface Page {
  url: string;
}

export interface ParameterChoice {
  name: string;
  value: Json;
}

export interface Placeholder {
  node: string;
  parameter: string;
  what: string;
}

export interface PlanBody {
  plan: "starter" | "pro";
}

export interface PlanList {
  enabled: boolean;
  plans: PlanRow[];
}

export interface PlanRow {
  id: "trial" | "starter" | "pro" | "pack";
  name: string;
  cents: number;
  currency: string;
  credits: number;
  days: number | null;
  monthly: boolean;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  next_step: string;
  request_id: string;
  errors: Record<string, string>[] | null;
  plans: JsonObject[] | null;
}

export interface PromptBody {
  content: string;
}

export interface PromptList {
  prompts: PromptVersion[];
}

export interface PromptText {
  name: string;
  version: number;
  is_active: boolean;
  origin: "shipped" | "edited";
  author_id: string | null;
  characters: number;
  created_at: string;
  content: string;
}

export interface PromptVersion {
  name: string;
  version: number;
  is_active: boolean;
  origin: "shipped" | "edited";
  author_id: string | null;
  characters: number;
  created_at: string;
}

export interface PromptVersionList {
  versions: PromptVersion[];
}

export interface ReleaseList {
  releases: string[];
}

export interface RepairAnswer {
  workflow: JsonObject;
  fixes: FixRow[];
  issues: IssueRow[];
  notes: NoteRow[];
}

export interface RepairBody {
  workflow: Json;
  n8n_version?: string | null;
  unsafe?: boolean;
}

export interface ReplayBody {
  event_id?: string | null;
}

export interface Replayed {
  count: number;
}

export interface RollBackBody {
  version?: number | null;
}

export interface SavedWorkflow {
  id: string;
  name: string;
  conversation_id: string | null;
  version_count: number;
  created_at: string;
  updated_at: string;
  version: Version;
  undo: VersionSummary | null;
  redo: VersionSummary | null;
}

export interface SettleBody {
  checkout: string;
}

export interface SetupList {
  credentials: CredentialNeed[];
  placeholders: Placeholder[];
  assumptions: Assumption[];
  effects: Effect[];
  timing: Timing;
}

export interface ShareLink {
  url: string;
  token: string;
}

export interface SharedBody {
  title: string;
  created_at: string;
  updated_at: string;
  messages: Message[];
}

export type Shelf = "nodes" | "patterns" | "templates" | "tips";

export interface SignInBody {
  email: string;
  password: string;
}

export interface SignUpBody {
  email: string;
  password: string;
  name?: string;
}

export interface SignedInBody {
  id: string;
}

export interface Subscription {
  plan: string | null;
  status: string;
  standing: "none" | "active" | "grace" | "read_only";
  current_period_end: string | null;
  renews: boolean;
}

export interface TakenCredential {
  type: string;
  name: string;
  required: boolean;
}

export interface TemplateDetail {
  key: string;
  name: string;
  description: string;
  category: string;
  complexity: "simple" | "medium" | "advanced";
  use_cases: string[];
  integrations: string[];
  node_types: string[];
  node_count: number;
  workflow: JsonObject;
}

export interface TemplateList {
  templates: TemplateRow[];
}

export interface TemplateRow {
  key: string;
  name: string;
  description: string;
  category: string;
  complexity: "simple" | "medium" | "advanced";
  use_cases: string[];
  integrations: string[];
  node_types: string[];
  node_count: number;
}

export interface Timing {
  runs_a_month: number | null;
  next_runs: string[];
  timezone: string | null;
}

export interface UploadedFile {
  id: string;
  name: string;
  kind: "workflow" | "csv" | "json" | "text" | "markdown" | "pdf" | "image";
  size: number;
  columns: string[];
  rows: number | null;
  nodes: number | null;
  is_cut: boolean;
}

export interface Usage {
  days: DayOfUse[];
  models: DayOfModels[];
}

export interface User {
  id: string;
  email: string | null;
  name: string;
  settings: JsonObject;
  is_admin: boolean;
}

export interface UserChange {
  name?: string | null;
  settings?: UserSettings | null;
}

export interface UserSettings {
  n8n_version?: string | null;
  model_preference?: "auto" | "built-in" | "openai" | "anthropic" | null;
  memory?: boolean | null;
  tour_seen?: boolean | null;
}

export interface Verdict {
  valid: boolean;
  issues: IssueRow[];
}

export interface Version {
  number: number;
  author: "assistant" | "user";
  step: "change" | "undo" | "redo" | "branch";
  message: string;
  node_count: number;
  created_at: string;
  workflow: JsonObject;
}

export interface VersionList {
  versions: VersionSummary[];
}

export interface VersionSummary {
  number: number;
  author: "assistant" | "user";
  step: "change" | "undo" | "redo" | "branch";
  message: string;
  node_count: number;
  created_at: string;
}

export interface WebhookList {
  events: EventRow[];
}

export interface WorkflowBody {
  workflow: Json;
  n8n_version?: string | null;
}

export interface WorkflowList {
  workflows: WorkflowSummary[];
}

export interface WorkflowSummary {
  id: string;
  name: string;
  conversation_id: string | null;
  version_count: number;
  created_at: string;
  updated_at: string;
}

/** Every call: what stands in its address, what goes along, and what comes back. */
export interface Calls {
  "DELETE /api/admin/model-answers": { path: object; query: object; body: undefined; answer: Forgotten };
  "DELETE /api/auth/keys/{api_key_id}": { path: { api_key_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/conversations/{conversation_id}": { path: { conversation_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/conversations/{conversation_id}/memories": { path: { conversation_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/conversations/{conversation_id}/memories/{memory_id}": { path: { conversation_id: string; memory_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/conversations/{conversation_id}/share": { path: { conversation_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/files/{file_id}": { path: { file_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/messages/{message_id}/feedback": { path: { message_id: string }; query: object; body: undefined; answer: undefined };
  "DELETE /api/users/me/model-keys/{provider}": { path: { provider: "anthropic" | "openai" }; query: object; body: undefined; answer: undefined };
  "DELETE /api/workflows/{workflow_id}": { path: { workflow_id: string }; query: object; body: undefined; answer: undefined };
  "GET /api/admin/audit-log": { path: object; query: { subject?: string; before?: string; limit?: number }; body: undefined; answer: AuditLog };
  "GET /api/admin/experiments": { path: object; query: object; body: undefined; answer: ExperimentList };
  "GET /api/admin/experiments/{experiment_id}": { path: { experiment_id: string }; query: object; body: undefined; answer: ExperimentFigures };
  "GET /api/admin/feedback": { path: object; query: { days?: number }; body: undefined; answer: Likings };
  "GET /api/admin/model-answers": { path: object; query: object; body: undefined; answer: KeptAnswerList };
  "GET /api/admin/models": { path: object; query: { days?: number }; body: undefined; answer: ModelUseList };
  "GET /api/admin/prompts": { path: object; query: object; body: undefined; answer: PromptList };
  "GET /api/admin/prompts/{name}": { path: { name: string }; query: { version?: number }; body: undefined; answer: PromptText };
  "GET /api/admin/prompts/{name}/versions": { path: { name: string }; query: object; body: undefined; answer: PromptVersionList };
  "GET /api/admin/users": { path: object; query: { q?: string; flagged?: boolean; before?: string; limit?: number }; body: undefined; answer: AccountList };
  "GET /api/admin/users/{account_id}": { path: { account_id: string }; query: object; body: undefined; answer: Account };
  "GET /api/admin/webhooks": { path: object; query: { status?: "waiting" | "handled" | "ignored" | "dead"; limit?: number }; body: undefined; answer: WebhookList };
  "GET /api/auth/keys": { path: object; query: object; body: undefined; answer: ApiKeyList };
  "GET /api/billing/invoices": { path: object; query: object; body: undefined; answer: InvoiceList };
  "GET /api/billing/plans": { path: object; query: object; body: undefined; answer: PlanList };
  "GET /api/billing/subscription": { path: object; query: object; body: undefined; answer: Subscription };
  "GET /api/conversations": { path: object; query: object; body: undefined; answer: ConversationList };
  "GET /api/conversations/search": { path: object; query: { q?: string }; body: undefined; answer: FoundConversations };
  "GET /api/conversations/{conversation_id}": { path: { conversation_id: string }; query: { before?: string; limit?: number }; body: undefined; answer: ConversationBody };
  "GET /api/conversations/{conversation_id}/export": { path: { conversation_id: string }; query: { format?: "markdown" | "json" }; body: undefined; answer: undefined };
  "GET /api/conversations/{conversation_id}/memories": { path: { conversation_id: string }; query: object; body: undefined; answer: MemoryList };
  "GET /api/conversations/{conversation_id}/share": { path: { conversation_id: string }; query: object; body: undefined; answer: ShareLink };
  "GET /api/credits/balance": { path: object; query: object; body: undefined; answer: Balance };
  "GET /api/credits/history": { path: object; query: { before?: string; type?: "chat_interaction" | "trial" | "monthly" | "bought" | "granted" | "expiry" | "refund"; limit?: number }; body: undefined; answer: CreditHistory };
  "GET /api/credits/history/export": { path: object; query: { type?: "chat_interaction" | "trial" | "monthly" | "bought" | "granted" | "expiry" | "refund" }; body: undefined; answer: undefined };
  "GET /api/credits/holds": { path: object; query: object; body: undefined; answer: CreditHolds };
  "GET /api/events": { path: object; query: object; body: undefined; answer: undefined };
  "GET /api/files/{file_id}/content": { path: { file_id: string }; query: object; body: undefined; answer: undefined };
  "GET /api/generations/{generation_id}/events": { path: { generation_id: string }; query: object; body: undefined; answer: undefined };
  "GET /api/health": { path: object; query: object; body: undefined; answer: Health };
  "GET /api/n8n-releases": { path: object; query: object; body: undefined; answer: ReleaseList };
  "GET /api/nodes/search": { path: object; query: { q?: string; kind?: "trigger" | "action" | "sub_node"; category?: string; offset?: number; limit?: number; n8n_version?: string }; body: undefined; answer: NodeList };
  "GET /api/nodes/{type_name}": { path: { type_name: string }; query: { n8n_version?: string }; body: undefined; answer: NodeDetail };
  "GET /api/search": { path: object; query: { q: string; kind?: Shelf[]; limit?: number; n8n_version?: string }; body: undefined; answer: FoundList };
  "GET /api/shared/{token}": { path: { token: string }; query: object; body: undefined; answer: SharedBody };
  "GET /api/templates": { path: object; query: { q?: string; category?: string; n8n_version?: string }; body: undefined; answer: TemplateList };
  "GET /api/templates/{key}": { path: { key: string }; query: { n8n_version?: string }; body: undefined; answer: TemplateDetail };
  "GET /api/users/me": { path: object; query: object; body: undefined; answer: User };
  "GET /api/users/me/export": { path: object; query: object; body: undefined; answer: undefined };
  "GET /api/users/me/model-keys": { path: object; query: object; body: undefined; answer: ModelKeyList };
  "GET /api/users/me/usage": { path: object; query: { days?: number }; body: undefined; answer: Usage };
  "GET /api/workflows": { path: object; query: { q?: string }; body: undefined; answer: WorkflowList };
  "GET /api/workflows/{workflow_id}": { path: { workflow_id: string }; query: object; body: undefined; answer: SavedWorkflow };
  "GET /api/workflows/{workflow_id}/check": { path: { workflow_id: string }; query: { version?: number }; body: undefined; answer: CheckedWorkflow };
  "GET /api/workflows/{workflow_id}/download": { path: { workflow_id: string }; query: object; body: undefined; answer: undefined };
  "GET /api/workflows/{workflow_id}/form": { path: { workflow_id: string }; query: { node: string; version?: number }; body: undefined; answer: NodeForm };
  "GET /api/workflows/{workflow_id}/versions": { path: { workflow_id: string }; query: object; body: undefined; answer: VersionList };
  "GET /api/workflows/{workflow_id}/versions/{number}": { path: { workflow_id: string; number: number }; query: object; body: undefined; answer: Version };
  "GET /api/workflows/{workflow_id}/versions/{number}/diff": { path: { workflow_id: string; number: number }; query: { against?: number }; body: undefined; answer: Changes };
  "PATCH /api/conversations/{conversation_id}": { path: { conversation_id: string }; query: object; body: ConversationChange; answer: ConversationSummary };
  "PATCH /api/users/me": { path: object; query: object; body: UserChange; answer: User };
  "PATCH /api/workflows/{workflow_id}": { path: { workflow_id: string }; query: object; body: NameBody; answer: WorkflowSummary };
  "POST /api/admin/experiments": { path: object; query: object; body: ExperimentBody; answer: Experiment };
  "POST /api/admin/experiments/{experiment_id}/start": { path: { experiment_id: string }; query: object; body: undefined; answer: Experiment };
  "POST /api/admin/experiments/{experiment_id}/stop": { path: { experiment_id: string }; query: object; body: undefined; answer: Experiment };
  "POST /api/admin/prompts/{name}/rollback": { path: { name: string }; query: object; body: RollBackBody; answer: PromptText };
  "POST /api/admin/users/{account_id}/credits": { path: { account_id: string }; query: object; body: GrantBody; answer: Account };
  "POST /api/admin/webhooks/replay": { path: object; query: object; body: ReplayBody; answer: Replayed };
  "POST /api/auth/keys": { path: object; query: object; body: NewApiKeyBody; answer: NewApiKey };
  "POST /api/auth/password": { path: object; query: object; body: ChangePasswordBody; answer: undefined };
  "POST /api/auth/password/forgot": { path: object; query: object; body: ForgottenPasswordBody; answer: Accepted };
  "POST /api/auth/password/reset": { path: object; query: object; body: NewPasswordBody; answer: undefined };
  "POST /api/auth/sign-in": { path: object; query: object; body: SignInBody; answer: SignedInBody };
  "POST /api/auth/sign-out": { path: object; query: object; body: undefined; answer: undefined };
  "POST /api/auth/sign-up": { path: object; query: object; body: SignUpBody; answer: SignedInBody };
  "POST /api/billing/checkout": { path: object; query: object; body: CheckoutBody; answer: Page };
  "POST /api/billing/checkout/settle": { path: object; query: object; body: SettleBody; answer: undefined };
  "POST /api/billing/portal": { path: object; query: object; body: undefined; answer: Page };
  "POST /api/billing/subscription": { path: object; query: object; body: PlanBody; answer: Accepted };
  "POST /api/chat/message": { path: object; query: object; body: MessageBody; answer: AnswerBody };
  "POST /api/clerk/webhook": { path: object; query: object; body: JsonObject; answer: Accepted };
  "POST /api/conversations/{conversation_id}/share": { path: { conversation_id: string }; query: object; body: undefined; answer: ShareLink };
  "POST /api/files": { path: object; query: object; body: undefined; answer: UploadedFile };
  "POST /api/generations/{generation_id}/stop": { path: { generation_id: string }; query: object; body: undefined; answer: GenerationState };
  "POST /api/messages/{message_id}/choose": { path: { message_id: string }; query: object; body: undefined; answer: undefined };
  "POST /api/messages/{message_id}/edit": { path: { message_id: string }; query: object; body: EditBody; answer: AnswerBody };
  "POST /api/messages/{message_id}/regenerate": { path: { message_id: string }; query: object; body: undefined; answer: AnswerBody };
  "POST /api/stripe/webhook": { path: object; query: object; body: JsonObject; answer: Accepted };
  "POST /api/supabase/webhook": { path: object; query: object; body: JsonObject; answer: Accepted };
  "POST /api/users/me/delete": { path: object; query: object; body: DeleteAccountBody; answer: undefined };
  "POST /api/workflow/fast-generate": { path: object; query: object; body: FastGenerateBody; answer: FastGenerateAnswer };
  "POST /api/workflows": { path: object; query: object; body: NewWorkflowBody; answer: WorkflowSummary };
  "POST /api/workflows/repair": { path: object; query: object; body: RepairBody; answer: RepairAnswer };
  "POST /api/workflows/validate": { path: object; query: object; body: WorkflowBody; answer: Verdict };
  "POST /api/workflows/{workflow_id}/duplicate": { path: { workflow_id: string }; query: object; body: undefined; answer: WorkflowSummary };
  "POST /api/workflows/{workflow_id}/edits": { path: { workflow_id: string }; query: object; body: EditsBody; answer: EditedAnswer };
  "POST /api/workflows/{workflow_id}/fix": { path: { workflow_id: string }; query: object; body: FixBody; answer: EditedAnswer };
  "POST /api/workflows/{workflow_id}/redo": { path: { workflow_id: string }; query: object; body: BaseBody; answer: EditedAnswer };
  "POST /api/workflows/{workflow_id}/undelete": { path: { workflow_id: string }; query: object; body: undefined; answer: WorkflowSummary };
  "POST /api/workflows/{workflow_id}/undo": { path: { workflow_id: string }; query: object; body: BaseBody; answer: EditedAnswer };
  "POST /api/workflows/{workflow_id}/versions": { path: { workflow_id: string }; query: object; body: NewVersionBody; answer: WorkflowSummary };
  "POST /api/workflows/{workflow_id}/versions/{number}/restore": { path: { workflow_id: string; number: number }; query: object; body: undefined; answer: WorkflowSummary };
  "PUT /api/admin/prompts/{name}": { path: { name: string }; query: object; body: PromptBody; answer: PromptText };
  "PUT /api/messages/{message_id}/feedback": { path: { message_id: string }; query: object; body: FeedbackBody; answer: undefined };
  "PUT /api/users/me/model-keys/{provider}": { path: { provider: "anthropic" | "openai" }; query: object; body: ModelKeyBody; answer: undefined };
}
