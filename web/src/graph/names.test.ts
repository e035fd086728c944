import { describe, expect, it } from "vitest";

import { fileName, humanize, subtitleOf, typeName } from "./names";
import { node } from "./sample";

describe("names", () => {
  it.each([
    ["sendTo", "Send To"],
    ["jsCode", "JavaScript Code"],
    ["chatId", "Chat ID"],
    ["HTTPRequest", "HTTP Request"],
    ["rule_one", "Rule One"],
    ["", ""],
  ])("%s reads %s", (identifier, words) => {
    expect(humanize(identifier)).toBe(words);
  });

  it("names a type without its package", () => {
    expect(typeName("@n8n/n8n-nodes-langchain.lmChatOpenAi")).toBe("Model Chat Open AI");
    expect(typeName("noDots")).toBe("No Dots");
  });

  it("says what a node does, when that is no expression", () => {
    expect(subtitleOf(node("A", "gmail", { resource: "message", operation: "send" }))).toBe("send: message");
    expect(subtitleOf(node("A", "httpRequest", { url: "=https://a.example/{{ 1 }}" }))).toBe("GET: https://a.example/{{ 1 }}");
    expect(subtitleOf(node("A", "gmail", { operation: "={{ $json.x }}" }))).toBe("");
  });

  it("makes file names that every system takes", () => {
    expect(fileName("Ordres: élan / 100 %", "json")).toBe("ordres-elan-100.json");
    expect(fileName("../../etc/passwd", "json")).toBe("etc-passwd.json");
    expect(fileName("日本", "svg")).toBe("workflow.svg");
    expect(fileName(undefined, "png")).toBe("workflow.png");
  });
});
