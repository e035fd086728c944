/** Editing saved workflows: what the server answers, and one function for each call. */

import type { Json, JsonObject } from "@/graph/workflow";

import type { Issue, SavedWorkflow, Setup, VersionSummary, WorkflowSummary } from "./contract";
import { request } from "./http";

/** One change of a workflow as data (docs/http-api.md, "Editing by hand"). */
export type Edit =
  | { edit: "set_parameter"; node: string; path: string; value: Json }
  | { edit: "unset_parameter"; node: string; path: string }
  | { edit: "set_node_key"; node: string; key: string; value?: Json }
  | { edit: "rename_node"; old: string; new: string }
  | { edit: "set_disabled"; name: string; disabled: boolean }
  | { edit: "replace_node"; name: string; node: Json }
  | { edit: "remove_node"; name: string; reconnect: boolean }
  | { edit: "arrange" };

export interface ChangeRow {
  kind: string;
  /** For people; names and values stand between backticks. */
  text: string;
  node: string | null;
  path: string | null;
}

export interface Choice {
  value: string | number | boolean;
  label: string;
}

export interface FormGroup {
  path: string;
  label: string;
  /** What a new entry holds. */
  initial: Json;
  entries: FormField[][];
}

export interface FormField {
  path: string;
  label: string;
  /** n8n's type of the property. */
  kind: string;
  value: Json;
  /** Whether the value stands in the document or is n8n's default. */
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
  more: { name: string; label: string; initial: Json }[];
  groups: FormGroup[];
}

/** A field that the items of a node are known to have. */
export interface InputField {
  path: string;
  type: string;
  example?: Json;
}

export interface InputNode {
  node: string;
  /** Whether its items are `$json` here. */
  direct: boolean;
  fields: InputField[];
}

export interface NodeForm {
  node: string;
  type: string;
  type_name: string;
  fields: FormField[];
  others: { name: string; value: Json }[];
  credentials: { type: string; label: string; required: boolean }[];
  inputs: InputNode[];
  unreadable: string | null;
}

export interface Checked {
  issues: Issue[];
  setup: Setup;
}

export interface EditedWorkflow extends SavedWorkflow, Checked {
  changes: ChangeRow[];
  fixes: { code: string; node: string | null; parameter: string | null; safe: boolean; text: string }[];
}

export interface SavedVersion extends VersionSummary {
  workflow: JsonObject;
}

const pathOf = (id: string) => `/api/workflows/${encodeURIComponent(id)}`;

export const getVersion = (id: string, number: number) => request<SavedVersion>(`${pathOf(id)}/versions/${number}`);

/** Newest first. */
export const listVersions = async (id: string) =>
  (await request<{ versions: VersionSummary[] }>(`${pathOf(id)}/versions`)).versions;

/** What changed from version `from` to version `to`, in words. */
export const getChanges = async (id: string, from: number, to: number) =>
  (await request<{ changes: ChangeRow[] }>(`${pathOf(id)}/versions/${to}/diff?against=${from}`)).changes;

export const getForm = (id: string, version: number, node: string) =>
  request<NodeForm>(`${pathOf(id)}/form?${new URLSearchParams({ node, version: String(version) })}`);

export const checkVersion = (id: string, version: number) => request<Checked>(`${pathOf(id)}/check?version=${version}`);

const post = (id: string, what: string, body: unknown) =>
  request<EditedWorkflow>(`${pathOf(id)}/${what}`, { method: "POST", body });

export const editWorkflow = (id: string, edits: Edit[], base: number) => post(id, "edits", { edits, base });

/** Mends one issue, or everything that can be mended. */
export const fixWorkflow = (id: string, issue: Pick<Issue, "code" | "node" | "parameter"> | null, base: number) =>
  post(id, "fix", { base, ...(issue ? { issue: { code: issue.code, node: issue.node, parameter: issue.parameter } } : {}) });

export const stepWorkflow = (id: string, way: "undo" | "redo", base: number) => post(id, way, { base });

export const restoreVersion = (id: string, number: number) =>
  request<WorkflowSummary>(`${pathOf(id)}/versions/${number}/restore`, { method: "POST", body: {} });

export const saveWorkflow = (workflow: JsonObject) =>
  request<WorkflowSummary>("/api/workflows", { method: "POST", body: { workflow } });
