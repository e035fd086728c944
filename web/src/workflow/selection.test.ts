import { describe, expect, it } from "vitest";

import type { WorkflowNode } from "@/graph/workflow";

import { findChosen } from "./selection";

const node = (name: string, id?: string, type = "set"): WorkflowNode => ({
  ...(id === undefined ? {} : { id }),
  name,
  type,
  position: [0, 0],
  parameters: {},
});

describe("the chosen node", () => {
  const before = findChosen([node("A", "1"), node("B", "2")], "B", null);

  it("is the one of that name", () => {
    expect(before?.index).toBe(1);
    expect(findChosen([node("A", "1")], null, before)).toBeNull();
    expect(findChosen([node("A", "1")], "C", null)).toBeNull();
  });

  it("stays chosen under another name", () => {
    const nodes = [node("C", "2"), node("A", "1")];
    const renamed = findChosen(nodes, "B", before);
    expect(renamed?.node.name).toBe("C");
    expect(findChosen(nodes, "B", renamed)?.node.name).toBe("C");
  });

  it("is gone with its node", () => {
    expect(findChosen([node("A", "1")], "B", before)).toBeNull();
  });

  it("is told by place and type where nodes have no ids", () => {
    const unnamed = findChosen([node("A"), node("B")], "B", null);
    expect(findChosen([node("A"), node("C")], "B", unnamed)?.node.name).toBe("C");
    expect(findChosen([node("A"), node("C", undefined, "if")], "B", unnamed)).toBeNull();
  });
});
