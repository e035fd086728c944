/** The drawing in React Flow's shapes. */

import type { Edge, Node } from "@xyflow/react";

import type { Issue } from "@/api/contract";
import { typeName } from "@/graph/names";
import type { WorkflowDiff } from "@/graph/diff";
import { findDetours } from "@/graph/detours";
import type { DrawnNode, Drawing } from "@/graph/drawing";
import type { Messages } from "@/i18n";

export interface NodeData extends Record<string, unknown> {
  drawn: DrawnNode;
  /** Ids of the ports that a link touches. */
  linked: ReadonlySet<string>;
  issues: Issue[];
}

export type CanvasNode = Node<NodeData, "step" | "note">;
export interface LinkData extends Record<string, unknown> {
  sub: boolean;
  faded: boolean;
  /** The height of a way back. */
  detour: number | undefined;
  change: "added" | "removed" | undefined;
}
export type CanvasLink = Edge<LinkData, "link">;

export function issuesByNode(issues: readonly Issue[]): Map<string, Issue[]> {
  const found = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (issue.node !== null) found.set(issue.node, [...(found.get(issue.node) ?? []), issue]);
  }
  return found;
}

const KIND_WORDS = { trigger: "trigger", sub: "subNode", root: "rootNode", note: "note" } as const;

function nodeLabel(drawn: DrawnNode, issues: number, t: Messages): string {
  const kind = drawn.shape === "step" ? "" : `, ${t.canvas[KIND_WORDS[drawn.shape]]}`;
  const disabled = drawn.node.disabled ? `, ${t.canvas.disabled}` : "";
  return t.canvas.nodeName(drawn.node.name, `${typeName(drawn.node.type)}${kind}${disabled}`, issues);
}

export function flowNodes(drawing: Drawing, issues: readonly Issue[], t: Messages): CanvasNode[] {
  const byNode = issuesByNode(issues);
  const linked = new Map<string, Set<string>>();
  for (const link of drawing.links) {
    for (const [node, port] of [
      [link.source, link.sourcePort],
      [link.target, link.targetPort],
    ] as const) {
      linked.set(node, (linked.get(node) ?? new Set()).add(port));
    }
  }
  return drawing.nodes.map((drawn) => {
    const own = byNode.get(drawn.node.name) ?? [];
    return {
      id: drawn.id,
      type: drawn.shape === "note" ? "note" : "step",
      position: { x: drawn.x, y: drawn.y },
      width: drawn.width,
      height: drawn.height,
      zIndex: drawn.shape === "note" ? -1 : 1,
      ariaLabel: nodeLabel(drawn, own.length, t),
      data: { drawn, linked: linked.get(drawn.id) ?? new Set<string>(), issues: own },
    };
  });
}

/** `changes`: what happened to connections, by their keys, while two versions are compared. */
export function flowLinks(
  drawing: Drawing,
  lit: ReadonlySet<string> | null,
  changes: WorkflowDiff["links"] | null,
): CanvasLink[] {
  const detours = findDetours(drawing);
  const names = new Map(drawing.nodes.map((drawn) => [drawn.id, drawn.node.name]));
  return drawing.links.map((link) => ({
    id: link.id,
    type: "link",
    ariaLabel: `${names.get(link.source) ?? ""} → ${names.get(link.target) ?? ""}`,
    source: link.source,
    target: link.target,
    sourceHandle: link.sourcePort,
    targetHandle: link.targetPort,
    zIndex: 0,
    focusable: false,
    selectable: false,
    data: {
      detour: detours.get(link.id),
      change: changes?.get(link.key),
      sub: link.connectionType !== "main",
      faded: lit !== null && !(lit.has(link.source) && lit.has(link.target)),
    },
  }));
}
