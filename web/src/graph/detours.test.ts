import { describe, expect, it } from "vitest";

import { findDetours } from "./detours";
import { draw } from "./drawing";
import { node, workflow } from "./sample";

const at = (name: string, x: number, y: number) => node(name, "set", {}, { position: [x, y] });

describe("findDetours", () => {
  it("leaves links alone that lead forwards", () => {
    expect(findDetours(draw(workflow([at("A", 0, 0), at("B", 200, 0)], [["A", "B"]]))).size).toBe(0);
  });

  it("passes below everything that stands between", () => {
    const drawing = draw(
      workflow([at("A", 0, 0), at("B", 200, 100), at("C", 200, 240), at("D", 400, 0), at("E", 900, 400)], [["D", "A"]]),
    );
    const [height = 0] = findDetours(drawing).values();
    expect(height).toBeGreaterThan(240 + 96);
    expect(height).toBeLessThan(500);
  });

  it("takes a free height between two rows", () => {
    const drawing = draw(workflow([at("A", 0, 0), at("B", 200, 600), at("D", 400, 0)], [["D", "A"]]));
    const [height = 0] = findDetours(drawing).values();
    expect(height).toBeLessThan(600);
  });

  it("keeps two ways back apart", () => {
    const drawing = draw(workflow([at("A", 0, 0), at("B", 200, 0), at("D", 400, 0)], [["D", "A"], ["B", "A"]]));
    const heights = [...findDetours(drawing).values()];
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(16);
  });
});
