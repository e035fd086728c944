import { expect, it } from "vitest";

import { setupItems } from "./setupList";

it("asks for each credential type once, with all its nodes", () => {
  const items = setupItems({
    credentials: [
      { node: "A", type: "gmailOAuth2", name: "Gmail" },
      { node: "B", type: "gmailOAuth2", name: "Gmail" },
      { node: "C", type: "slackApi", name: "" },
    ],
    placeholders: [{ node: "A", parameter: "documentId", what: "" }],
    assumptions: [{ text: "Every minute.", node: null, span: null }],
  });
  expect(items.map(({ text, nodes }) => [text, nodes])).toEqual([
    ["Gmail", ["A", "B"]],
    ["Slack API", ["C"]],
    ["Document ID", ["A"]],
    ["Every minute.", []],
  ]);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  expect(setupItems(null)).toEqual([]);
});
