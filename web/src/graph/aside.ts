/** Room for what is gone beside what took its place, so that both can be drawn at once. */

import type { WorkflowNode } from "./workflow";

/** Two nodes nearer than this, corner to corner, hide each other or each other's names. */
const REACH = { x: 128, y: 160 };
const STEP = 176;

function meet([x, y]: WorkflowNode["position"], [otherX, otherY]: WorkflowNode["position"]): boolean {
  return Math.abs(x - otherX) < REACH.x && Math.abs(y - otherY) < REACH.y;
}

const isNote = (node: WorkflowNode) => node.type.endsWith(".stickyNote");

/** `gone`, each moved down until it stands clear of `present` and of the others; notes lie behind everything. */
export function putAside(gone: readonly WorkflowNode[], present: readonly WorkflowNode[]): WorkflowNode[] {
  const taken = present.filter((node) => !isNote(node)).map(({ position }) => position);
  return gone.map((node) => {
    if (isNote(node)) return node;
    let position = node.position;
    while (taken.some((other) => meet(position, other))) position = [position[0], position[1] + STEP];
    taken.push(position);
    return position === node.position ? node : { ...node, position };
  });
}
