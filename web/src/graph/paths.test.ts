import { describe, expect, it } from "vitest";

import { mainPath, subPath } from "./paths";

describe("paths", () => {
  it("curves forwards", () => {
    const { d, middle } = mainPath({ x: 0, y: 0 }, { x: 200, y: 100 });
    expect(d).toBe("M0 0C100 0 100 100 200 100");
    expect(middle).toEqual({ x: 100, y: 50 });
  });

  it("goes round below when it leads back", () => {
    const { d } = mainPath({ x: 500, y: 40 }, { x: 0, y: 0 }, 300);
    expect(d).not.toContain("C");
    expect(Math.max(...[...d.matchAll(/[\d.-]+ ([\d.-]+)/g)].map((found) => Number(found[1])))).toBe(300);
  });

  it("never holds a number that is none", () => {
    for (const to of [{ x: 0, y: 0 }, { x: -0.001, y: 0 }, { x: 0, y: -900 }]) {
      expect(mainPath({ x: 0, y: 0 }, to).d).not.toContain("NaN");
      expect(subPath({ x: 0, y: 0 }, to).d).not.toContain("NaN");
    }
  });
});
