/** Ways back: the height at which a backward link passes below the nodes that stand between its ends. */

import type { DrawnLink, DrawnNode, Drawing } from "./drawing";
import { portPoint } from "./drawing";
import type { Point } from "./paths";

/** Room that a node's name takes below it, and that a line keeps from both. */
const NAME_HEIGHT = 44;
const CLEARANCE = 20;
/** Distance between two ways back that would run on top of each other. */
const LANE = 16;

interface Band {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function bandOf(node: DrawnNode): Band {
  const name = node.shape === "root" ? 0 : NAME_HEIGHT;
  return { left: node.x, right: node.x + node.width, top: node.y - CLEARANCE, bottom: node.y + node.height + name + CLEARANCE };
}

function endsOf(link: DrawnLink, byId: Map<string, DrawnNode>): { from: Point; to: Point } | null {
  const source = byId.get(link.source);
  const target = byId.get(link.target);
  const out = source?.ports.find((port) => port.id === link.sourcePort);
  const into = target?.ports.find((port) => port.id === link.targetPort);
  return source && target && out && into ? { from: portPoint(source, out), to: portPoint(target, into) } : null;
}

/** The first height at or below `start` that no band covers. */
function freeHeight(start: number, bands: Band[]): number {
  let height = start;
  for (const band of [...bands].sort((a, b) => a.top - b.top)) {
    if (height > band.top && height < band.bottom) height = band.bottom;
  }
  return height;
}

/** Link id → height, for each main link whose target stands before its source. */
export function findDetours(drawing: Drawing): Map<string, number> {
  const byId = new Map(drawing.nodes.map((node) => [node.id, node]));
  const bands = drawing.nodes.filter(({ shape }) => shape !== "note").map(bandOf);
  const detours = new Map<string, number>();
  const lanes: Band[] = [];
  for (const link of drawing.links) {
    const ends = link.connectionType === "main" ? endsOf(link, byId) : null;
    if (!ends || ends.to.x >= ends.from.x) continue;
    const { from, to } = ends;
    const crosses = (band: Band) => band.right > to.x - CLEARANCE && band.left < from.x + CLEARANCE;
    const source = byId.get(link.source);
    const start = source ? bandOf(source).bottom : from.y;
    const height = freeHeight(start, [...bands, ...lanes].filter(crosses));
    detours.set(link.id, height);
    lanes.push({ left: to.x, right: from.x, top: height - LANE, bottom: height + LANE });
  }
  return detours;
}
