/** A workflow on its way from another page to the chat, where it is opened. */

import type { JsonObject } from "@/graph/workflow";

import { navigate, pathOf } from "./route";

let carried: JsonObject | null = null;

export function carryToChat(workflow: JsonObject): void {
  carried = workflow;
  navigate(pathOf(null));
}

export function carriedWorkflow(): JsonObject | null {
  return carried;
}

/** It has arrived. */
export function putDown(): void {
  carried = null;
}
