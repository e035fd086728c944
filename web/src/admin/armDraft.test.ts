import { describe, expect, it } from "vitest";

import { armOf, EMPTY_ARM } from "./armDraft";

describe("armOf", () => {
  it("takes what is complete", () => {
    expect(armOf({ name: " B ", prompt: "main_prompt", version: "3", task: "generation", models: "one, two ,," })).toEqual({
      name: "B",
      prompts: { main_prompt: 3 },
      routes: { generation: ["one", "two"] },
    });
  });

  it("leaves out what is not", () => {
    expect(armOf({ ...EMPTY_ARM, name: "A", prompt: "main_prompt", task: "generation", models: " , " })).toEqual({ name: "A", prompts: {}, routes: {} });
  });
});
