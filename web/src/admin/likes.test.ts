import { describe, expect, it } from "vitest";

import { sumUp } from "./likes";

describe("sumUp", () => {
  it("adds the days of each, those with the most thumbs first", () => {
    const days = [
      { day: "2030-01-02", answered_by: "engine", up: 2, down: 1 },
      { day: "2030-01-02", answered_by: "model", up: 5, down: 0 },
      { day: "2030-01-01", answered_by: "engine", up: 1, down: 4 },
    ];
    expect(sumUp(days)).toEqual([
      { answeredBy: "engine", up: 3, down: 5, share: 0.375 },
      { answeredBy: "model", up: 5, down: 0, share: 1 },
    ]);
    expect(sumUp([])).toEqual([]);
  });
});
