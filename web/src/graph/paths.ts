/** SVG paths of links: a curve forwards, a rounded detour below the nodes for loops backwards. */

export interface Point {
  x: number;
  y: number;
}

export interface LinkPath {
  d: string;
  middle: Point;
}

const DETOUR_BELOW = 112;
const DETOUR_ASIDE = 28;
const CORNER = 14;

const round = (value: number) => Math.round(value * 10) / 10;

function curve(a: Point, b: Point, c1: Point, c2: Point): LinkPath {
  const d = `M${round(a.x)} ${round(a.y)}C${round(c1.x)} ${round(c1.y)} ${round(c2.x)} ${round(c2.y)} ${round(b.x)} ${round(b.y)}`;
  return {
    d,
    middle: { x: (a.x + 3 * c1.x + 3 * c2.x + b.x) / 8, y: (a.y + 3 * c1.y + 3 * c2.y + b.y) / 8 },
  };
}

/** A polyline whose corners are rounded as far as its shorter neighbouring side allows. */
function rounded(points: Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let d = `M${round(first.x)} ${round(first.y)}`;
  rest.forEach((corner, index) => {
    const before = points[index];
    const after = points[index + 2];
    if (!before || !after) {
      d += `L${round(corner.x)} ${round(corner.y)}`;
      return;
    }
    const lengthIn = Math.hypot(corner.x - before.x, corner.y - before.y) || 1;
    const lengthOut = Math.hypot(after.x - corner.x, after.y - corner.y) || 1;
    const radius = Math.min(CORNER, lengthIn / 2, lengthOut / 2);
    const start = {
      x: corner.x - ((corner.x - before.x) / lengthIn) * radius,
      y: corner.y - ((corner.y - before.y) / lengthIn) * radius,
    };
    const end = {
      x: corner.x + ((after.x - corner.x) / lengthOut) * radius,
      y: corner.y + ((after.y - corner.y) / lengthOut) * radius,
    };
    d += `L${round(start.x)} ${round(start.y)}Q${round(corner.x)} ${round(corner.y)} ${round(end.x)} ${round(end.y)}`;
  });
  return d;
}

/** From an output at a node's right side to an input at a node's left side; `detour` is the height of a way back. */
export function mainPath(from: Point, to: Point, detour?: number): LinkPath {
  const ahead = to.x - from.x;
  if (ahead >= 0) {
    const reach = Math.max(ahead / 2, Math.min(48, Math.abs(to.y - from.y)));
    return curve(from, to, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y });
  }
  const y = detour ?? Math.max(from.y, to.y) + DETOUR_BELOW;
  const right = from.x + DETOUR_ASIDE;
  const left = to.x - DETOUR_ASIDE;
  const points = [from, { x: right, y: from.y }, { x: right, y }, { x: left, y }, { x: left, y: to.y }, to];
  return { d: rounded(points), middle: { x: (right + left) / 2, y } };
}

/** From the top of a sub-node up to a port below its root node. */
export function subPath(from: Point, to: Point): LinkPath {
  const reach = Math.max(Math.abs(from.y - to.y) / 2, 24);
  return curve(from, to, { x: from.x, y: from.y - reach }, { x: to.x, y: to.y + reach });
}
