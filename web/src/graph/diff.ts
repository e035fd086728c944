/** What changed from one workflow to the next, node by node. */

import { emptyRecord, own } from "./own";
import type { ConnectionTarget, Json, Workflow, WorkflowNode } from "./workflow";
import { isObject } from "./workflow";

export type Change = "added" | "changed" | "removed";

export interface WorkflowDiff {
  /** Node name → what happened to it; a node that stayed as it was is not here. */
  nodes: Map<string, Change>;
  /** The later workflow with what was removed still in it, for drawing both at once. */
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

const sameTarget = (a: ConnectionTarget, b: ConnectionTarget) => a.node === b.node && a.type === b.type && a.index === b.index;

/** The later connections, and those of the earlier workflow that touch a node which is gone. */
function joinConnections(before: Workflow, after: Workflow, removed: ReadonlySet<string>): Workflow["connections"] {
  const joined: Workflow["connections"] = Object.assign(emptyRecord<Workflow["connections"][string]>(), structuredClone(after.connections));
  for (const [source, byType] of Object.entries(before.connections)) {
    for (const [type, outputs] of Object.entries(byType)) {
      outputs.forEach((targets, output) => {
        for (const target of targets ?? []) {
          if (!removed.has(source) && !removed.has(target.node)) continue;
          const ofSource = (joined[source] ??= emptyRecord());
          const ofType = (ofSource[type] = own(ofSource, type) ?? []);
          while (ofType.length <= output) ofType.push([]);
          const list = (ofType[output] ??= []);
          if (!list.some((known) => sameTarget(known, target))) list.push(target);
        }
      });
    }
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
  const union = {
    ...after,
    nodes: [...after.nodes, ...gone],
    connections: joinConnections(before, after, new Set(gone.map(({ name }) => name))),
  };
  return { nodes, union };
}
