import { useMemo } from "react";

import { NodeIcon } from "@/canvas/icons/NodeIcon";
import { findDetours } from "@/graph/detours";
import type { DrawnNode } from "@/graph/drawing";
import { draw, portPoint } from "@/graph/drawing";
import { mainPath, subPath } from "@/graph/paths";
import type { JsonObject } from "@/graph/workflow";
import { readWorkflow } from "@/graph/workflow";

const MARGIN = 24;
/** Beyond this a small workflow would look coarse. */
const LARGEST_SCALE = 0.55;
const ICON = 44;

/** A workflow as a small picture: shapes, icons and links, no words. */
export function MiniWorkflow({ document, width, height }: { document: JsonObject; width: number; height: number }) {
  const drawing = useMemo(() => {
    const workflow = readWorkflow(document);
    return workflow && draw({ ...workflow, nodes: workflow.nodes.filter(({ type }) => !type.endsWith(".stickyNote")) });
  }, [document]);
  if (!drawing?.nodes.length) return null;
  const { nodes, links } = drawing;
  const left = Math.min(...nodes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...nodes.map(({ y }) => y)) - MARGIN;
  const right = Math.max(...nodes.map((node) => node.x + node.width)) + MARGIN;
  const bottom = Math.max(...nodes.map((node) => node.y + node.height)) + MARGIN;
  const scale = Math.min(LARGEST_SCALE, width / (right - left), height / (bottom - top));
  const detours = findDetours(drawing);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const paths = links.flatMap((link) => {
    const source = byId.get(link.source);
    const target = byId.get(link.target);
    const out = source?.ports.find(({ id }) => id === link.sourcePort);
    const into = target?.ports.find(({ id }) => id === link.targetPort);
    if (!source || !target || !out || !into) return [];
    const [from, to] = [portPoint(source, out), portPoint(target, into)];
    const isSub = link.connectionType !== "main";
    return [{ id: link.id, isSub, d: (isSub ? subPath(from, to) : mainPath(from, to, detours.get(link.id))).d }];
  });
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  return (
    <svg viewBox={`${middleX - width / scale / 2} ${middleY - height / scale / 2} ${width / scale} ${height / scale}`} className="size-full animate-appear" aria-hidden>
      {paths.map(({ id, d, isSub }) => (
        <path key={id} d={d} fill="none" className="stroke-link" strokeWidth={isSub ? 3 : 4} strokeDasharray={isSub ? "10 8" : undefined} />
      ))}
      {nodes.map((node) => (
        <MiniNode key={node.id} drawn={node} />
      ))}
    </svg>
  );
}

function MiniNode({ drawn }: { drawn: DrawnNode }) {
  const { x, y, width, height, shape, node } = drawn;
  const round = shape === "sub" ? Math.min(width, height) / 2 : shape === "trigger" ? 30 : 16;
  return (
    <>
      <rect x={x} y={y} width={width} height={height} rx={round} className="fill-node stroke-node-line" strokeWidth={3} />
      <g transform={`translate(${x + (width - ICON) / 2} ${y + (height - ICON) / 2})`}>
        <NodeIcon type={node.type} size={ICON} />
      </g>
    </>
  );
}
