import { describe, expect, it } from "vitest";

import { draw, portPoint } from "./drawing";
import { node, workflow } from "./sample";
import type { WorkflowNode } from "./workflow";
import { readWorkflow } from "./workflow";

const LANGCHAIN = "@n8n/n8n-nodes-langchain.";

function drawnOne(subject: WorkflowNode) {
  const [drawn] = draw(workflow([subject])).nodes;
  if (!drawn) throw new Error("nothing was drawn");
  return drawn;
}

const outputs = (subject: WorkflowNode) =>
  drawnOne(subject)
    .ports.filter((port) => port.side === "right")
    .map((port) => port.label);

describe("shapes", () => {
  it.each([
    ["gmailTrigger", "trigger"],
    ["webhook", "trigger"],
    ["manualTrigger", "trigger"],
    ["gmail", "step"],
    ["stickyNote", "note"],
    [`${LANGCHAIN}agent`, "root"],
    [`${LANGCHAIN}chainLlm`, "root"],
    [`${LANGCHAIN}lmChatOpenAi`, "sub"],
    [`${LANGCHAIN}memoryBufferWindow`, "sub"],
    [`${LANGCHAIN}memoryManager`, "step"],
    [`${LANGCHAIN}toolWikipedia`, "sub"],
    ["gmailTool", "sub"],
    [`${LANGCHAIN}openAi`, "step"],
  ])("%s is drawn as %s", (type, shape) => {
    expect(drawnOne(node("A", type)).shape).toBe(shape);
  });

  it("takes what the connections say over the type's name", () => {
    const drawing = draw(
      workflow(
        [node("Store", `${LANGCHAIN}vectorStoreQdrant`), node("Embed", `${LANGCHAIN}embeddingsOpenAi`), node("Agent", `${LANGCHAIN}agent`)],
        [["Embed", "Store", "ai_embedding"], ["Store", "Agent", "ai_tool"]],
      ),
    );
    expect(drawing.nodes.map(({ shape }) => shape)).toEqual(["sub", "sub", "root"]);
  });

  it("makes a root node wide enough for its ports", () => {
    expect(drawnOne(node("A", `${LANGCHAIN}agent`, { hasOutputParser: true })).width).toBe(288);
  });

  it("gives a sticky note the size that it names", () => {
    expect(drawnOne(node("N", "stickyNote", { width: 500, height: 90 }))).toMatchObject({ width: 500, height: 90 });
  });
});

describe("outputs", () => {
  it("labels IF, and Loop Over Items by its version", () => {
    expect(outputs(node("A", "if"))).toEqual(["true", "false"]);
    expect(outputs(node("A", "splitInBatches", {}, { typeVersion: 3 }))).toEqual(["done", "loop"]);
    expect(outputs(node("A", "splitInBatches", {}, { typeVersion: 1 }))).toEqual(["loop", "done"]);
  });

  it("labels Switch by its rules and its fallback", () => {
    const values = [
      { outputKey: "Germany" },
      { conditions: { conditions: [{ rightValue: "FR" }] } },
      { conditions: { conditions: [{ rightValue: "={{ $json.x }}" }] } },
    ];
    expect(outputs(node("A", "switch", { rules: { values }, options: { fallbackOutput: "extra" } }))).toEqual([
      "Germany",
      "FR",
      "2",
      "fallback",
    ]);
    expect(outputs(node("A", "switch", { mode: "expression", numberOutputs: 3 }))).toEqual(["0", "1", "2"]);
  });

  it("adds an error output, and a success beside it", () => {
    expect(outputs(node("A", "httpRequest", {}, { onError: "continueErrorOutput" }))).toEqual(["success", "error"]);
    expect(outputs(node("A", "if", {}, { onError: "continueErrorOutput" }))).toEqual(["true", "false", "error"]);
  });

  it("grows with the outputs that are used", () => {
    const drawing = draw(workflow([node("A", "unheardOf"), node("B", "set")], [["A:2", "B"]]));
    expect(drawing.nodes[0]?.ports.filter((port) => port.side === "right")).toHaveLength(3);
  });

  it("does not let a document ask for a million ports", () => {
    expect(outputs(node("A", "switch", { mode: "expression", numberOutputs: 1e6 }))).toHaveLength(64);
  });
});

describe("links", () => {
  it("joins ports of both kinds and leaves out what leads nowhere", () => {
    const drawing = draw(
      workflow(
        [node("T", "webhook"), node("Agent", `${LANGCHAIN}agent`), node("Model", `${LANGCHAIN}lmChatOpenAi`)],
        [["T", "Agent"], ["Model", "Agent", "ai_languageModel"], ["T", "Gone"], ["Ghost", "T"]],
      ),
    );
    expect(drawing.links.map(({ sourcePort, targetPort }) => [sourcePort, targetPort])).toEqual([
      ["out:main:0", "in:main:0"],
      ["out:ai_languageModel:0", "in:ai_languageModel:0"],
    ]);
  });

  it("survives names made of anything", () => {
    const odd = `"]{}<img src=x onerror=alert(1)> :0`;
    const drawing = draw({
      nodes: [node(odd, "webhook"), node("B", "set")],
      connections: { [odd]: { main: [[{ node: "B", type: "main", index: 0 }]] } },
    });
    expect(drawing.links).toHaveLength(1);
    expect(drawing.nodes[0]?.id).toBe("n0");
  });

  it("draws nodes that are named like parts of every object", () => {
    const names = ["constructor", "__proto__", "toString"];
    const drawing = draw(
      readWorkflow(
        JSON.parse(`{"nodes": [${names.map((name) => `{"name": "${name}", "type": "x.${name}"}`).join(",")}],
          "connections": {"__proto__": {"main": [[{"node": "constructor", "type": "main", "index": 0}]]}}}`),
      ) ?? workflow([]),
    );
    expect(drawing.nodes.map(({ shape }) => shape)).toEqual(["step", "step", "step"]);
    expect(drawing.links).toHaveLength(1);
  });

  it("gives every port a point on its side", () => {
    const drawn = drawnOne(node("A", "if", {}, { position: [100, 50] }));
    const points = drawn.ports.map((port) => portPoint(drawn, port));
    expect(points).toEqual([{ x: 100, y: 98 }, { x: 196, y: 82 }, { x: 196, y: 114 }]);
  });
});
