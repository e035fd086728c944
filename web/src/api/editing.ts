/** Editing saved workflows: what is sent, and one function for each call. */

import type { Json, JsonObject } from "@/graph/workflow";

import { call } from "./call";
import type { Issue } from "./contract";

export type {
  ChangeRow,
  CheckedWorkflow as Checked,
  Choice,
  EditedAnswer as EditedWorkflow,
  FormField,
  FormGroup,
  InputField,
  InputNode,
  NodeForm,
  Version as SavedVersion,
} from "./schema";

/** One change of a workflow as data (docs/http-api.md, "Editing by hand"). */
export type Edit =
  | { edit: "set_parameter"; node: string; path: string; value: Json }
  | { edit: "unset_parameter"; node: string; path: string }
  | { edit: "set_node_key"; node: string; key: string; value: Json }
  | { edit: "set_node_key"; node: string; key: string }
  | { edit: "rename_node"; old: string; new: string }
  | { edit: "set_disabled"; name: string; disabled: boolean }
  | { edit: "replace_node"; name: string; node: Json }
  | { edit: "remove_node"; name: string; reconnect: boolean }
  | { edit: "arrange" };

const at = (id: string) => ({ path: { workflow_id: id } });

export const getVersion = (id: string, number: number) =>
  call("GET /api/workflows/{workflow_id}/versions/{number}", { path: { workflow_id: id, number } });

/** Newest first. */
export const listVersions = async (id: string) => (await call("GET /api/workflows/{workflow_id}/versions", at(id))).versions;

/** What changed from version `from` to version `to`, in words. */
export const getChanges = async (id: string, from: number, to: number) =>
  (
    await call("GET /api/workflows/{workflow_id}/versions/{number}/diff", {
      path: { workflow_id: id, number: to },
      query: { against: from },
    })
  ).changes;

export const getForm = (id: string, version: number, node: string) =>
  call("GET /api/workflows/{workflow_id}/form", { ...at(id), query: { node, version } });

export const checkVersion = (id: string, version: number) =>
  call("GET /api/workflows/{workflow_id}/check", { ...at(id), query: { version } });

export const editWorkflow = (id: string, edits: Edit[], base: number) =>
  call("POST /api/workflows/{workflow_id}/edits", { ...at(id), body: { edits, base } });

/** Mends one issue, or everything that can be mended. */
export const fixWorkflow = (id: string, issue: Pick<Issue, "code" | "node" | "parameter"> | null, base: number) => {
  const chosen = issue && { code: issue.code, node: issue.node, parameter: issue.parameter };
  return call("POST /api/workflows/{workflow_id}/fix", { ...at(id), body: { base, issue: chosen } });
};

export const stepWorkflow = (id: string, way: "undo" | "redo", base: number) =>
  call(`POST /api/workflows/{workflow_id}/${way}`, { ...at(id), body: { base } });

export const restoreVersion = (id: string, number: number) =>
  call("POST /api/workflows/{workflow_id}/versions/{number}/restore", { path: { workflow_id: id, number } });

export const saveWorkflow = (workflow: JsonObject) => call("POST /api/workflows", { body: { workflow } });
