/** How much room a drawing takes. */

import type { Drawing } from "./drawing";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Below a node stands its name, in up to two lines, and what it does. */
const NAME_ROOM = 56;

/** The smallest box around all nodes with their names, and around the ways back (`detours`, by `findDetours`). */
export function boundsOf({ nodes }: Drawing, detours: ReadonlyMap<string, number>): Box {
  const x = Math.min(...nodes.map((node) => node.x));
  const y = Math.min(...nodes.map((node) => node.y));
  const right = Math.max(...nodes.map((node) => node.x + node.width));
  const bottom = Math.max(...nodes.map((node) => node.y + node.height + (node.shape === "note" ? 0 : NAME_ROOM)), ...detours.values());
  return { x, y, width: right - x, height: bottom - y };
}
