/** From a workflow document to what is drawn: nodes with shapes, ports and sizes, and the links between them. */

import { linkKey } from "./diff";
import type { Port } from "./ports";
import { portsOf } from "./ports";
import type { Shape, Size } from "./shapes";
import { findRoles, shapeOf, sizeOf } from "./shapes";
import type { Workflow, WorkflowNode } from "./workflow";

export interface DrawnNode extends Size {
  /** Made by us (`n0`, `n1`…): a node's name may hold anything, quotes and brackets too. */
  id: string;
  node: WorkflowNode;
  shape: Shape;
  ports: Port[];
  x: number;
  y: number;
}

export interface DrawnLink {
  id: string;
  source: string;
  target: string;
  sourcePort: string;
  targetPort: string;
  connectionType: string;
  /** Tells the connection apart in a comparison. */
  key: string;
}

export interface Drawing {
  nodes: DrawnNode[];
  links: DrawnLink[];
  byName: Map<string, DrawnNode>;
}

function drawNode(node: WorkflowNode, index: number, workflow: Workflow, roles: ReturnType<typeof findRoles>): DrawnNode {
  const shape = shapeOf(node, roles);
  const ports = portsOf(node, shape, workflow, roles);
  const onSide = (side: Port["side"]) => ports.filter((port) => port.side === side).length;
  const size = sizeOf(shape, node, {
    sides: Math.max(onSide("left"), onSide("right")),
    bottom: onSide("bottom"),
  });
  return { id: `n${index}`, node, shape, ports, x: node.position[0], y: node.position[1], ...size };
}

/** Links whose node or port is missing in the document are left out: the list of issues names them. */
export function draw(workflow: Workflow): Drawing {
  const roles = findRoles(workflow);
  const nodes = workflow.nodes.map((node, index) => drawNode(node, index, workflow, roles));
  const byName = new Map(nodes.map((drawn) => [drawn.node.name, drawn]));
  const links: DrawnLink[] = [];
  for (const [sourceName, byType] of Object.entries(workflow.connections)) {
    const source = byName.get(sourceName);
    if (!source) continue;
    for (const [type, outputs] of Object.entries(byType)) {
      outputs.forEach((targets, output) => {
        for (const target of targets ?? []) {
          const drawnTarget = byName.get(target.node);
          if (!drawnTarget) continue;
          const sourcePort = type === "main" ? `out:main:${output}` : `out:${type}:0`;
          const targetPort = target.type === "main" ? `in:main:${target.index}` : `in:${target.type}:0`;
          const known =
            source.ports.some((port) => port.id === sourcePort) &&
            drawnTarget.ports.some((port) => port.id === targetPort);
          if (!known) continue;
          links.push({
            id: `${source.id}|${sourcePort}|${drawnTarget.id}|${targetPort}`,
            source: source.id,
            target: drawnTarget.id,
            sourcePort,
            targetPort,
            connectionType: type,
            key: linkKey(sourceName, type, output, target),
          });
        }
      });
    }
  }
  return { nodes, links, byName };
}

/** Where a port is on the canvas. */
export function portPoint(drawn: DrawnNode, port: Port): { x: number; y: number } {
  switch (port.side) {
    case "left":
      return { x: drawn.x, y: drawn.y + drawn.height * port.at };
    case "right":
      return { x: drawn.x + drawn.width, y: drawn.y + drawn.height * port.at };
    case "top":
      return { x: drawn.x + drawn.width * port.at, y: drawn.y };
    default:
      return { x: drawn.x + drawn.width * port.at, y: drawn.y + drawn.height };
  }
}
