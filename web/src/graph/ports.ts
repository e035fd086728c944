/**
 * The ports of a node: what can be read from its type's name, its parameters and its connections.
 *
 * The document says which ports are used; how many more a node has follows from its parameters (IF has two
 * outputs, Switch one per rule). Ports that nobody uses and no parameter names are not drawn.
 */

import { own } from "./own";
import type { Roles } from "./shapes";
import { shortType } from "./shapes";
import type { Json, Workflow, WorkflowNode } from "./workflow";
import { isObject } from "./workflow";

export interface Port {
  /** Unique in the node: `out:main:0`, `in:ai_tool:0`. */
  id: string;
  side: "left" | "right" | "top" | "bottom";
  connectionType: string;
  index: number;
  label: string;
  /** Where on its side the port sits, from 0 to 1. */
  at: number;
}

const SUB_PORT_NAMES: Record<string, string> = {
  ai_agent: "Agent",
  ai_chain: "Chain",
  ai_document: "Document",
  ai_embedding: "Embedding",
  ai_languageModel: "Model",
  ai_memory: "Memory",
  ai_outputParser: "Output Parser",
  ai_reranker: "Reranker",
  ai_retriever: "Retriever",
  ai_textSplitter: "Text Splitter",
  ai_tool: "Tool",
  ai_vectorStore: "Vector Store",
};
const SUB_PORT_ORDER = [
  "ai_languageModel", "ai_memory", "ai_tool", "ai_outputParser", "ai_embedding",
  "ai_document", "ai_textSplitter", "ai_vectorStore", "ai_retriever", "ai_reranker",
];
/** Ports that these root nodes always show, connected or not. */
const STANDING_SUB_PORTS: Record<string, string[]> = {
  agent: ["ai_languageModel", "ai_memory", "ai_tool"],
  agentTool: ["ai_languageModel", "ai_memory", "ai_tool"],
  chainLlm: ["ai_languageModel"],
  chainRetrievalQa: ["ai_languageModel", "ai_retriever"],
  chainSummarization: ["ai_languageModel"],
  informationExtractor: ["ai_languageModel"],
  sentimentAnalysis: ["ai_languageModel"],
  textClassifier: ["ai_languageModel"],
};

function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(current) && typeof key === "number") current = current[key];
    else if (isObject(current) && typeof key === "string") current = current[key];
    else return undefined;
  }
  return current;
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A rule without a name of its own shows what it compares with, or its number, as n8n does. */
function ruleLabel(rule: Json, index: number): string {
  const named = text(at(rule, "outputKey"));
  if (named) return named;
  const conditions = list(at(rule, "conditions", "conditions"));
  const right = conditions.length === 1 ? at(conditions[0], "rightValue") : undefined;
  const value = at(rule, "value2") ?? right;
  if (typeof value === "number" || (typeof value === "string" && value !== "" && !value.startsWith("="))) {
    return String(value);
  }
  return String(index);
}

function switchLabels(node: WorkflowNode): string[] {
  const { parameters } = node;
  if (parameters["mode"] === "expression") {
    const count = Number(parameters["numberOutputs"] ?? parameters["outputsAmount"] ?? 4);
    return Array.from({ length: Math.min(count || 4, 64) }, (_, index) => String(index));
  }
  const rules = list(at(parameters, "rules", "values") ?? at(parameters, "rules", "rules"));
  const labels = rules.map(ruleLabel);
  const fallback = at(parameters, "options", "fallbackOutput") ?? parameters["fallbackOutput"];
  if (fallback === "extra") labels.push(text(at(parameters, "options", "renameFallbackOutput")) || "fallback");
  return labels;
}

function outputLabels(node: WorkflowNode): string[] {
  switch (shortType(node.type)) {
    case "if":
      return ["true", "false"];
    case "splitInBatches":
      return (node.typeVersion ?? 1) >= 3 ? ["done", "loop"] : ["loop", "done"];
    case "switch":
      return switchLabels(node);
    case "compareDatasets":
      return ["In A only", "Same", "Different", "In B only"];
    case "textClassifier": {
      const categories = list(at(node.parameters, "categories", "categories"));
      const labels = categories.map((category, index) => text(at(category, "category")) || String(index));
      return at(node.parameters, "options", "fallback") === "other" ? [...labels, "Other"] : labels;
    }
    case "sentimentAnalysis": {
      const named = text(at(node.parameters, "options", "categories")) || "Positive, Neutral, Negative";
      return named.split(",").map((label) => label.trim());
    }
    case "guardrails":
      return ["Pass", "Fail"];
    default:
      return [];
  }
}

function usedOutputs(workflow: Workflow, name: string): number {
  return own(workflow.connections, name)?.["main"]?.length ?? 0;
}

function usedInputs(workflow: Workflow, name: string): number {
  let highest = -1;
  for (const byType of Object.values(workflow.connections)) {
    for (const target of (byType["main"] ?? []).flatMap((targets) => targets ?? [])) {
      if (target.node === name && target.type === "main") highest = Math.max(highest, target.index);
    }
  }
  return highest + 1;
}

function mainOutputs(node: WorkflowNode, workflow: Workflow): Port[] {
  const labels = outputLabels(node);
  if (node.onError === "continueErrorOutput") {
    if (labels.length === 0) labels.push("success");
    labels.push("error");
  }
  const ends = shortType(node.type) === "stopAndError";
  const count = Math.min(Math.max(labels.length, usedOutputs(workflow, node.name), ends ? 0 : 1), 64);
  return Array.from({ length: count }, (_, index) => ({
    id: `out:main:${index}`,
    side: "right" as const,
    connectionType: "main",
    index,
    label: labels[index] ?? (count > 1 ? String(index) : ""),
    at: (index + 1) / (count + 1),
  }));
}

function mainInputs(node: WorkflowNode, workflow: Workflow): Port[] {
  const short = shortType(node.type);
  const asked = short === "merge" ? Number(node.parameters["numberInputs"] ?? 2) || 2 : short === "compareDatasets" ? 2 : 1;
  const count = Math.min(Math.max(asked, usedInputs(workflow, node.name)), 64);
  const letters = short === "compareDatasets" ? ["A", "B"] : [];
  return Array.from({ length: count }, (_, index) => ({
    id: `in:main:${index}`,
    side: "left" as const,
    connectionType: "main",
    index,
    label: count > 1 ? (letters[index] ?? String(index + 1)) : "",
    at: (index + 1) / (count + 1),
  }));
}

function rank(connectionType: string): number {
  const place = SUB_PORT_ORDER.indexOf(connectionType);
  return place === -1 ? SUB_PORT_ORDER.length : place;
}

function bottomPorts(node: WorkflowNode, roles: Roles): Port[] {
  const types = new Set([...(own(STANDING_SUB_PORTS, shortType(node.type)) ?? []), ...(roles.taken.get(node.name) ?? [])]);
  if (node.parameters["hasOutputParser"] === true) types.add("ai_outputParser");
  const ordered = [...types].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return ordered.map((type, index) => ({
    id: `in:${type}:0`,
    side: "bottom" as const,
    connectionType: type,
    index: 0,
    label: own(SUB_PORT_NAMES, type) ?? type.replace(/^ai_/, ""),
    at: (index + 0.5) / ordered.length,
  }));
}

function topPorts(node: WorkflowNode, roles: Roles): Port[] {
  const types = [...(roles.given.get(node.name) ?? [])];
  return types.map((type, index) => ({
    id: `out:${type}:0`,
    side: "top" as const,
    connectionType: type,
    index: 0,
    label: "",
    at: (index + 1) / (types.length + 1),
  }));
}

/** All ports of a node, in drawing order. A sticky note has none. */
export function portsOf(node: WorkflowNode, shape: string, workflow: Workflow, roles: Roles): Port[] {
  if (shape === "note") return [];
  const bottom = bottomPorts(node, roles);
  if (shape === "sub") return [...topPorts(node, roles), ...bottom];
  const inputs = shape === "trigger" && !roles.fed.has(node.name) ? [] : mainInputs(node, workflow);
  return [...inputs, ...mainOutputs(node, workflow), ...bottom];
}
