/** Which node is chosen, while nodes get other names. */

import type { WorkflowNode } from "@/graph/workflow";

export interface Chosen {
  /** The name that it was chosen by. */
  asked: string;
  node: WorkflowNode;
  index: number;
}

/**
 * The node of that name; where it is gone, the one that was chosen before it, under the name that it has now.
 * Without ids, a node is taken for the same while it keeps its place and its type.
 */
export function findChosen(nodes: readonly WorkflowNode[], selected: string | null, before: Chosen | null): Chosen | null {
  if (selected === null) return null;
  const named = nodes.findIndex(({ name }) => name === selected);
  if (named >= 0) return chosenAt(nodes, named, selected);
  if (before?.asked !== selected) return null;
  const { id, type } = before.node;
  const kept = id === undefined ? before.index : nodes.findIndex((node) => node.id === id);
  return nodes[kept]?.type === type ? chosenAt(nodes, kept, selected) : null;
}

function chosenAt(nodes: readonly WorkflowNode[], index: number, asked: string): Chosen | null {
  const node = nodes[index];
  return node ? { asked, node, index } : null;
}
