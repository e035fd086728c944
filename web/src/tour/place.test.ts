import { describe, expect, it } from "vitest";

import { placeCard } from "./place";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

describe("placeCard", () => {
  it("stands below where there is room", () => {
    expect(placeCard({ left: 500, top: 300, width: 640, height: 90 }, WIDE)).toEqual({ left: 500, top: 406 });
  });

  it("stands above what is low on the page", () => {
    expect(placeCard({ left: 10, top: 800, width: 200, height: 36 }, WIDE)).toEqual({ left: 12, bottom: 116 });
  });

  it("stands in the corner where that is clear of what it tells of", () => {
    expect(placeCard({ left: 440, top: 560, width: 640, height: 160 }, WIDE)).toEqual({ right: 12, bottom: 12 });
    expect(placeCard({ left: 12, top: 420, width: 336, height: 310 }, PHONE)).toEqual({ left: 12, bottom: 336 });
  });

  it("stands beside what is tall", () => {
    expect(placeCard({ left: 0, top: 0, width: 256, height: 900 }, WIDE)).toEqual({ left: 272, top: 12 });
  });

  it("never leaves the window", () => {
    const { left = 0 } = placeCard({ left: 1300, top: 100, width: 100, height: 40 }, WIDE);
    expect(left + 320).toBeLessThanOrEqual(WIDE.width);
    expect(placeCard({ left: 0, top: 0, width: 360, height: 740 }, PHONE)).toEqual({ right: 12, bottom: 12 });
  });

  it("stands in the corner when there is nothing to stand beside", () => {
    expect(placeCard(null, WIDE)).toEqual({ right: 12, bottom: 12 });
  });
});
