import { describe, expect, it } from "vitest";

import { sumStages } from "./stageSums";

const DAY = { day: "2030-01-01", stage: "title", provider: "openai", model: "small", calls: 1, failures: 0, from_cache: 0, input_tokens: 10, cached_tokens: 4, output_tokens: 2, dollars: 0.1, milliseconds: 100 };

describe("sumStages", () => {
  it("adds the days of each stage and model, the dearest first", () => {
    const other = { ...DAY, stage: "generation", dollars: 2 };
    const later = { ...DAY, day: "2030-01-02", calls: 3, failures: 1, from_cache: 2, milliseconds: 500 };
    expect(sumStages([DAY, other, later])).toEqual([
      expect.objectContaining({ stage: "generation", calls: 1, dollars: 2 }),
      expect.objectContaining({ stage: "title", calls: 4, failures: 1, from_cache: 2, input_tokens: 20, cached_tokens: 8, dollars: 0.2, milliseconds: 400 }),
    ]);
    expect(sumStages([])).toEqual([]);
  });
});
