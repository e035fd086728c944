import { describe, expect, it } from "vitest";

import { readWorkflow } from "./workflow";

describe("readWorkflow", () => {
  it("refuses what has no list of nodes", () => {
    for (const document of [null, 3, "x", [], {}, { nodes: {} }]) expect(readWorkflow(document)).toBeNull();
  });

  it("gives nodes without a position places of their own", () => {
    const workflow = readWorkflow({ nodes: [{ type: "a.if", name: "A" }, { type: "a.if", name: "B" }] });
    expect(workflow?.nodes.map((node) => node.position)).toEqual([[0, 0], [224, 0]]);
  });

  it("leaves out what is no node and no connection", () => {
    const workflow = readWorkflow({
      name: "W",
      nodes: [{ type: "a.if", name: "A" }, null, 7, { name: "no type" }],
      connections: { A: { main: [[{ node: "B" }, { index: 1 }], null, "x"], other: 3 }, B: null },
    });
    expect(workflow?.nodes).toHaveLength(1);
    expect(workflow?.connections).toEqual({ A: { main: [[{ node: "B", type: "main", index: 0 }], null, null] } });
  });

  it("keeps keys that it does not know", () => {
    const workflow = readWorkflow({ nodes: [{ type: "a.if", name: "A", position: [1, 2], webhookId: "w" }] });
    expect(workflow?.nodes[0]?.["webhookId"]).toBe("w");
  });
});
