import { expect, it } from "vitest";

import { draw } from "@/graph/drawing";
import { node, workflow } from "@/graph/sample";

import { foundNodes } from "./NodeSearch";

const { nodes } = draw(
  workflow([node("Tell sales", "slack"), node("Slack for later", "wait"), node("Note", "stickyNote", { content: "slack" })]),
);
const names = (query: string) => foundNodes(nodes, query).map((drawn) => drawn.node.name);

it("finds nodes by all the words of their name and type, those that begin with them first", () => {
  expect(names("slack")).toEqual(["Slack for later", "Tell sales"]);
  expect(names("sales SLA")).toEqual(["Tell sales"]);
  expect(names("gmail")).toEqual([]);
});

it("offers every node while nothing is written, and no notes", () => {
  expect(names("")).toHaveLength(2);
});
