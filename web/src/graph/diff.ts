/** What changed from one workflow to the next, node by node. */

import { putAside } from "./aside";
import { emptyRecord, own } from "./own";
import type { ConnectionTarget, Json, Workflow, WorkflowNode } from "./workflow";
import { isObject } from "./workflow";

export type Change = "added" | "changed" | "removed";

export interface WorkflowDiff {
  /** Node name → what happened to it; a node that stayed as it was is not here. */
  nodes: Map<string, Change>;
  /** Connections that are new or gone, by `linkKey`. */
  links: Map<string, "added" | "removed">;
  /** The later workflow with what was removed still in it, beside what took its place, for drawing both at once. */
  union: Workflow;
}

/** Keys whose change nobody sees in what the node does. */
const UNSEEN = new Set(["id", "position", "webhookId"]);

/** Equal as JSON: the order of keys does not matter, that of lists does. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameJson(a[key], b[key]));
}

function sameNode(a: WorkflowNode, b: WorkflowNode): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)].filter((key) => !UNSEEN.has(key)));
  return [...keys].every((key) => sameJson(a[key], b[key]));
}

/** What tells a connection apart, by the names of its ends. */
export function linkKey(source: string, type: string, output: number, target: ConnectionTarget): string {
  return JSON.stringify([source, type, output, target.node, target.type, target.index]);
}

function* linksOf(workflow: Workflow): Generator<{ source: string; type: string; output: number; target: ConnectionTarget; key: string }> {
  for (const [source, byType] of Object.entries(workflow.connections)) {
    for (const [type, outputs] of Object.entries(byType)) {
      for (const [output, targets] of outputs.entries()) {
        for (const target of targets ?? []) yield { source, type, output, target, key: linkKey(source, type, output, target) };
      }
    }
  }
}

function diffLinks(before: Workflow, after: Workflow): WorkflowDiff["links"] {
  const links: WorkflowDiff["links"] = new Map();
  const earlier = new Set([...linksOf(before)].map(({ key }) => key));
  const later = new Set([...linksOf(after)].map(({ key }) => key));
  for (const key of later) if (!earlier.has(key)) links.set(key, "added");
  for (const key of earlier) if (!later.has(key)) links.set(key, "removed");
  return links;
}

/** The later connections and those that are gone. */
function joinConnections(before: Workflow, after: Workflow, links: WorkflowDiff["links"]): Workflow["connections"] {
  const joined: Workflow["connections"] = Object.assign(emptyRecord<Workflow["connections"][string]>(), structuredClone(after.connections));
  for (const { source, type, output, target, key } of linksOf(before)) {
    if (links.get(key) !== "removed") continue;
    const ofSource = (joined[source] ??= emptyRecord());
    const ofType = (ofSource[type] = own(ofSource, type) ?? []);
    while (ofType.length <= output) ofType.push([]);
    (ofType[output] ??= []).push(target);
  }
  return joined;
}

export function diffWorkflows(before: Workflow, after: Workflow): WorkflowDiff {
  const earlier = new Map(before.nodes.map((node) => [node.name, node]));
  const later = new Set(after.nodes.map((node) => node.name));
  const nodes = new Map<string, Change>();
  for (const node of after.nodes) {
    const old = earlier.get(node.name);
    if (!old) nodes.set(node.name, "added");
    else if (!sameNode(old, node)) nodes.set(node.name, "changed");
  }
  const gone = before.nodes.filter((node) => !later.has(node.name));
  for (const node of gone) nodes.set(node.name, "removed");
  const links = diffLinks(before, after);
  const union = {
    ...after,
    nodes: [...after.nodes, ...putAside(gone, after.nodes)],
    connections: joinConnections(before, after, links),
  };
  return { nodes, links, union };
}
