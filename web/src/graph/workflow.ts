/** The n8n workflow document, as far as drawing needs it. Unknown keys are kept by whoever holds the JSON. */

import { emptyRecord } from "./own";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface WorkflowNode {
  id?: string;
  name: string;
  type: string;
  typeVersion?: number;
  position: [number, number];
  parameters: JsonObject;
  credentials?: JsonObject;
  disabled?: boolean;
  notes?: string;
  onError?: string;
  [key: string]: Json | undefined;
}

export interface ConnectionTarget {
  node: string;
  type: string;
  index: number;
}

/** source node name → connection type → output index → targets */
export type Connections = Record<string, Record<string, (ConnectionTarget[] | null)[]>>;

export interface Workflow {
  name?: string;
  nodes: WorkflowNode[];
  connections: Connections;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readPosition(value: unknown, index: number): [number, number] {
  if (Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number") {
    return [value[0], value[1]];
  }
  return [index * 224, 0];
}

function readNode(value: unknown, index: number): WorkflowNode | null {
  if (!isObject(value) || typeof value["type"] !== "string") return null;
  return {
    ...value,
    name: typeof value["name"] === "string" ? value["name"] : `Node ${index + 1}`,
    type: value["type"],
    position: readPosition(value["position"], index),
    parameters: isObject(value["parameters"]) ? value["parameters"] : {},
  } as WorkflowNode;
}

function readTarget(value: unknown): ConnectionTarget | null {
  if (!isObject(value) || typeof value["node"] !== "string") return null;
  return {
    node: value["node"],
    type: typeof value["type"] === "string" ? value["type"] : "main",
    index: typeof value["index"] === "number" ? value["index"] : 0,
  };
}

function readConnections(value: unknown): Connections {
  const connections: Connections = emptyRecord();
  if (!isObject(value)) return connections;
  for (const [source, byType] of Object.entries(value)) {
    if (!isObject(byType)) continue;
    const read = emptyRecord<(ConnectionTarget[] | null)[]>();
    for (const [type, outputs] of Object.entries(byType)) {
      if (!Array.isArray(outputs)) continue;
      read[type] = outputs.map((targets) =>
        Array.isArray(targets) ? targets.map(readTarget).filter((target) => target !== null) : null,
      );
    }
    connections[source] = read;
  }
  return connections;
}

/** A workflow that can be drawn, or null when the document has no list of nodes. Never throws. */
export function readWorkflow(document: unknown): Workflow | null {
  if (!isObject(document) || !Array.isArray(document["nodes"])) return null;
  const nodes = document["nodes"].map(readNode).filter((node) => node !== null);
  const workflow: Workflow = { nodes, connections: readConnections(document["connections"]) };
  if (typeof document["name"] === "string") workflow.name = document["name"];
  return workflow;
}
