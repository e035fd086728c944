import { describe, expect, it } from "vitest";

import { diffWorkflows, linkKey, sameJson } from "./diff";
import { node, workflow } from "./sample";

describe("diffWorkflows", () => {
  const before = workflow([node("A", "webhook"), node("B", "set", { x: 1 }), node("C", "slack")], [["A", "B"], ["B", "C"]]);
  const after = workflow([node("A", "webhook"), node("B", "set", { x: 2 }), node("D", "gmail")], [["A", "B"], ["B", "D"]]);
  const diff = diffWorkflows(before, after);

  it("names what was added, changed and removed, and nothing else", () => {
    expect([...diff.nodes]).toEqual([["B", "changed"], ["D", "added"], ["C", "removed"]]);
  });

  it("joins both for drawing, with the links of what is gone", () => {
    expect(diff.union.nodes.map(({ name }) => name)).toEqual(["A", "B", "D", "C"]);
    expect(diff.union.connections["B"]?.["main"]?.[0]?.map((target) => target.node)).toEqual(["D", "C"]);
  });

  it("tells connections apart that are new or gone", () => {
    const [added, removed] = ["D", "C"].map((name) => linkKey("B", "main", 0, { node: name, type: "main", index: 0 }));
    expect([...diff.links]).toEqual([[added, "added"], [removed, "removed"]]);
  });

  it("keeps a connection in the drawing that went between nodes which are still there", () => {
    const inserted = diffWorkflows(
      workflow([node("A", "webhook"), node("B", "set")], [["A", "B"]]),
      workflow([node("A", "webhook"), node("N", "wait"), node("B", "set")], [["A", "N"], ["N", "B"]]),
    );
    expect([...inserted.links.values()]).toEqual(["added", "added", "removed"]);
    expect(inserted.union.connections["A"]?.["main"]?.[0]?.map((target) => target.node)).toEqual(["N", "B"]);
  });

  it("leaves both workflows as they are", () => {
    expect(after.connections["B"]?.["main"]?.[0]).toHaveLength(1);
    expect(before.nodes).toHaveLength(3);
  });

  it("takes nodes that are named like parts of every object", () => {
    const odd = workflow([node("constructor", "webhook"), node("toString", "set")], []);
    odd.connections["constructor"] = { main: [[{ node: "toString", type: "main", index: 0 }]] };
    const { union, nodes } = diffWorkflows(odd, workflow([node("A", "set")]));
    expect([...nodes.values()]).toEqual(["added", "removed", "removed"]);
    expect(union.connections["constructor"]?.["main"]?.[0]).toHaveLength(1);
  });

  it("does not call a node changed that only moved", () => {
    const moved = workflow([node("A", "webhook", {}, { position: [9, 9], id: "other" })]);
    expect(diffWorkflows(workflow([node("A", "webhook")]), moved).nodes.size).toBe(0);
  });
});

describe("sameJson", () => {
  it("minds the order of lists, not of keys", () => {
    expect(sameJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    expect(sameJson({ a: null }, {})).toBe(false);
    expect(sameJson({}, [])).toBe(false);
  });
});
