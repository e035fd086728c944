/** Editing saved workflows: what the server answers, and one function for each call. */

import type { Json, JsonObject } from "@/graph/workflow";

import { call } from "./call";
import type { Issue, SavedWorkflow, Setup, VersionSummary } from "./contract";
import type { ChangeRow } from "./schema";

export type { ChangeRow } from "./schema";

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

const at = (id: string) => ({ path: { workflow_id: id } });

export const getVersion = async (id: string, number: number): Promise<SavedVersion> =>
  (await call("GET /api/workflows/{workflow_id}/versions/{number}", { path: { workflow_id: id, number: String(number) } })) as SavedVersion;

/** Newest first. */
export const listVersions = async (id: string) => (await call("GET /api/workflows/{workflow_id}/versions", at(id))).versions;

/** What changed from version `from` to version `to`, in words. */
export const getChanges = async (id: string, from: number, to: number) =>
  (
    await call("GET /api/workflows/{workflow_id}/versions/{number}/diff", {
      path: { workflow_id: id, number: String(to) },
      query: { against: from },
    })
  ).changes;

/** Documents, forms and issues are JSON to the server's description; their shapes are those above. */
export const getForm = async (id: string, version: number, node: string) =>
  (await call("GET /api/workflows/{workflow_id}/form", { ...at(id), query: { node, version } })) as unknown as NodeForm;

export const checkVersion = async (id: string, version: number) =>
  (await call("GET /api/workflows/{workflow_id}/check", { ...at(id), query: { version } })) as unknown as Checked;

export const editWorkflow = async (id: string, edits: Edit[], base: number) =>
  (await call("POST /api/workflows/{workflow_id}/edits", { ...at(id), body: { edits, base } })) as unknown as EditedWorkflow;

/** Mends one issue, or everything that can be mended. */
export const fixWorkflow = async (id: string, issue: Pick<Issue, "code" | "node" | "parameter"> | null, base: number) => {
  const chosen = issue && { code: issue.code, node: issue.node, parameter: issue.parameter };
  return (await call("POST /api/workflows/{workflow_id}/fix", { ...at(id), body: { base, issue: chosen } })) as unknown as EditedWorkflow;
};

export const stepWorkflow = async (id: string, way: "undo" | "redo", base: number) =>
  (await call(`POST /api/workflows/{workflow_id}/${way}`, { ...at(id), body: { base } })) as unknown as EditedWorkflow;

export const restoreVersion = (id: string, number: number) =>
  call("POST /api/workflows/{workflow_id}/versions/{number}/restore", { path: { workflow_id: id, number: String(number) } });

export const saveWorkflow = (workflow: JsonObject) => call("POST /api/workflows", { body: { workflow } });
