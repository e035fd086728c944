/** The HTTP contract with the server (docs/http-api.md), as types. */

import type { JsonObject } from "@/graph/workflow";

import type { ApiKey, Assumption, Balance, ConversationBody, ConversationSummary, CredentialNeed, Effect, Entry as CreditEntry, FixOffer, FoundConversation, Invoice, IssueRow, Lot as CreditLot, Message as MessageRow, MessageFeedback, Placeholder, PlanRow as Plan, SavedWorkflow, SharedBody, ShareLink, Subscription, TemplateRow, Timing, User as Me, VersionSummary, WorkflowSummary } from "./schema";

/** What the server describes stands in schema.ts; here is what is its own to the page, or told more closely than there. */
export type { ApiKey, Balance, ConversationSummary, CreditEntry, CreditLot, Effect, FoundConversation, Invoice, Me, MessageFeedback, Plan, SavedWorkflow, ShareLink, Subscription, TemplateRow, Timing, VersionSummary, WorkflowSummary };

export const STAGES = ["intent", "understand", "plan", "compile", "edit", "request", "template", "patterns", "generate", "validate", "repair", "answer"] as const;

export interface StageRecord {
  stage: string;
  milliseconds: number;
  detail: string;
}

/** What pressing "Fix" would do is null where only a person can mend it, and missing where nobody looked. */
export type Issue = Omit<IssueRow, "port" | "path"> & { fix?: FixOffer | null };

/** Characters of the request: code points, end exclusive. */
export type Span = [number, number];

export interface Origin {
  kind: "request" | "assumption" | "required" | "placeholder" | "template" | "tip";
  span: Span | null;
  note: string;
}

/** node name → dotted parameter path ("" is the node itself) → where it came from */
export type Provenance = Record<string, Record<string, Origin>>;

/** Answers of earlier releases say less. */
export interface Setup {
  credentials: (Pick<CredentialNeed, "node" | "type" | "name"> & Partial<CredentialNeed>)[];
  placeholders: Placeholder[];
  assumptions: Assumption[];
  effects?: Effect[];
  timing?: Timing;
}

export interface Question {
  text: string;
  choices: string[];
  chosen: number;
}

/** What hosted models cost; empty when none was asked. */
export interface ModelUsage {
  calls?: number;
  input_tokens?: number;
  cached_tokens?: number;
  output_tokens?: number;
  dollars?: number;
}

export interface AnswerMetadata {
  stages?: StageRecord[];
  workflow?: JsonObject | null;
  provenance?: Provenance;
  issues?: Issue[];
  setup?: Setup | null;
  questions?: Question[];
  outcome?: string;
  answered_by?: string;
  milliseconds?: number;
  confidence?: number;
  usage?: ModelUsage;
  error?: { code: string; message: string } | null;
  credits?: { charged: number; balance: number; unlimited: boolean };
  saved?: Saved | null;
  suggestions?: string[];
  /** Of a user's message: what came with it. */
  files?: SentFile[];
}

export type FileKind = "workflow" | "csv" | "json" | "text" | "markdown" | "pdf" | "image";

/** A file that went with a message; `size` in bytes. */
export interface SentFile {
  id: string;
  name: string;
  kind: FileKind;
  size: number;
}

/** A file that is going to be sent, and what the server found in it. */
export interface UploadedFile extends SentFile {
  columns: string[];
  rows: number | null;
  nodes: number | null;
  is_cut: boolean;
}

/** The version of a saved workflow that an answer became. */
export interface Saved {
  workflow_id: string;
  version: number;
}

/** To the server, what it keeps of an answer is any JSON: everything that its stream showed. */
export type Message = Pick<MessageRow, "id" | "role" | "content" | "timestamp"> & Partial<Pick<MessageRow, "siblings">> & { metadata: AnswerMetadata };

export type SharedConversation = Omit<SharedBody, "messages"> & { messages: Message[] };

/** Why a balance changed. */
export type CreditKind = CreditLot["origin"] | "chat_interaction" | "expiry" | "refund";

export type BuyablePlan = "starter" | "pro" | "pack";

export type InvoiceStatus = "draft" | "open" | "paid" | "uncollectible" | "void";

export type LiveEvent =
  | { type: "hello" }
  | { type: "reset" }
  | ({ type: "conversation" } & ConversationSummary)
  | { type: "conversation_deleted"; id: string }
  | { type: "message"; conversation_id: string; id: string; role: string }
  | { type: "generation"; conversation_id: string; id: string; status: string }
  | ({ type: "workflow" } & WorkflowSummary)
  | { type: "workflow_deleted"; id: string }
  | ({ type: "credits" } & Omit<Balance, "lots">);

export type Rating = "up" | "down";

/** Where nothing is said of earlier messages, all are there. */
export type Conversation = Omit<ConversationBody, "messages" | "has_earlier"> & { messages: Message[]; has_earlier?: boolean };

export type ChatEvent =
  | { type: "accepted"; conversation_id: string; generation_id: string; user_message_id: string; assistant_message_id: string }
  | { type: "stage_started"; stage: string }
  | { type: "stage_finished"; stage: string; milliseconds: number; detail: string }
  | { type: "question"; text: string; choices: string[]; chosen: number }
  | { type: "workflow"; workflow: JsonObject; provenance: Provenance }
  | { type: "issues"; issues: Issue[] }
  | ({ type: "setup" } & Setup)
  | { type: "suggestions"; suggestions: string[] }
  | { type: "text"; delta: string }
  | { type: "text_withdrawn" }
  | { type: "waiting"; provider: string; place: number }
  | ({ type: "saved" } & Saved)
  | { type: "credits"; charged: number; balance: number; unlimited: boolean }
  | { type: "title"; conversation_id: string; title: string }
  | { type: "done"; outcome: string; answered_by: string; milliseconds: number; confidence: number; usage?: ModelUsage }
  | { type: "error"; code: string; message: string };

/** Problem details (RFC 9457) as the server writes them. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  next_step?: string;
  request_id?: string;
}
