import { describe, expect, it } from "vitest";

import { armOf, EMPTY_ARM } from "./armDraft";

describe("armOf", () => {
  it("takes what is complete", () => {
    expect(armOf({ name: " B ", prompt: "main_prompt", version: "3", task: "generation", models: "one, two ,,", provider: "" })).toEqual({
      name: "B",
      prompts: { main_prompt: 3 },
      routes: { generation: ["one", "two"] },
    });
  });

  it("leaves out what is not", () => {
    expect(armOf({ ...EMPTY_ARM, name: "A", prompt: "main_prompt", task: "generation", models: " , " })).toEqual({ name: "A", prompts: {}, routes: {} });
  });

  it("says which provider is asked first", () => {
    expect(armOf({ ...EMPTY_ARM, name: "A", provider: "openai" })).toEqual({ name: "A", prompts: {}, routes: {}, provider: "openai" });
  });
});
