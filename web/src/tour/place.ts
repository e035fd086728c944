/** Where the card of the tour stands beside what it tells of. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Place {
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
}

const CARD = { width: 320, height: 190 };
const GAP = 16;
const EDGE = 12;

/** Lower than this is a line; the card of a line stays near it. */
const LINE = 60;

function isClear(target: Box, page: { width: number; height: number }): boolean {
  const left = page.width - EDGE - CARD.width;
  const top = page.height - EDGE - CARD.height;
  return target.left + target.width <= left || target.top + target.height <= top;
}

/** Beside a tall part, else below it; in the lower corner, or above it, where no room is left there. */
export function placeCard(target: Box | null, page: { width: number; height: number }): Place {
  const corner = { right: EDGE, bottom: EDGE };
  if (!target) return corner;
  const right = target.left + target.width;
  const under = target.top + target.height;
  const left = Math.max(EDGE, Math.min(target.left, page.width - CARD.width - EDGE));
  if (target.height > page.height / 2 && right + GAP + CARD.width + EDGE <= page.width) return { left: right + GAP, top: EDGE };
  if (under + GAP + CARD.height + EDGE <= page.height) return { left, top: under + GAP };
  if (target.height > LINE && isClear(target, page)) return corner;
  if (target.top - GAP - CARD.height >= EDGE) return { left, bottom: page.height - target.top + GAP };
  return corner;
}
