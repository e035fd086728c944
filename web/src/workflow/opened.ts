/** n8n JSON that somebody brings along: pasted, dropped or chosen as a file. */

import type { Answer } from "@/conversation/answer";
import { startAnswer } from "@/conversation/answer";
import type { JsonObject } from "@/graph/workflow";
import { readWorkflow } from "@/graph/workflow";

/** The document when the text is a workflow, else null: words that merely contain JSON are a message. */
export function readWorkflowText(text: string): JsonObject | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) return null;
  try {
    const document: unknown = JSON.parse(trimmed);
    const workflow = readWorkflow(document);
    return workflow?.nodes.length ? (document as JsonObject) : null;
  } catch {
    return null;
  }
}

/** Beyond this a file is not looked into here; the server does. */
const LARGEST_LOOKED_INTO = 2_000_000;

/** The first workflow among the files. */
export async function findWorkflow(files: readonly File[]): Promise<JsonObject | null> {
  const texts = await Promise.all(files.map((file) => (file.size <= LARGEST_LOOKED_INTO ? file.text() : "")));
  return texts.map(readWorkflowText).find((document) => document !== null) ?? null;
}

/** A document in the shape in which answers are shown. */
export function answerOf(document: JsonObject): Answer {
  return { ...startAnswer(), id: "opened", status: "done", workflow: document };
}
