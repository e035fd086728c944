import { expect, it } from "vitest";

import { readWorkflowText } from "./opened";

const DOCUMENT = { nodes: [{ type: "n8n-nodes-base.if", name: "A" }], connections: {} };

it("takes a workflow, as a file or as n8n's clipboard holds it", () => {
  expect(readWorkflowText(JSON.stringify(DOCUMENT))).toEqual(DOCUMENT);
  expect(readWorkflowText(`\n ${JSON.stringify({ ...DOCUMENT, meta: { instanceId: "x" } }, null, 2)}\n`)).not.toBeNull();
});

it.each([
  "",
  "make a workflow",
  "{",
  "{}",
  "[]",
  '{"nodes": []}',
  '{"nodes": [1, null, {}]}',
  `change this: ${JSON.stringify(DOCUMENT)}`,
  '{"a": 1}',
])("leaves everything else to be a message: %s", (text) => {
  expect(readWorkflowText(text)).toBeNull();
});
