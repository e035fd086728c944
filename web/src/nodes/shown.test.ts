import { describe, expect, it } from "vitest";

import type { NodeParameter } from "@/api/reference";

import { conditionsOf, defaultText, isShown } from "./shown";

const parameter = (fields: Partial<NodeParameter>): NodeParameter => ({
  name: "text",
  label: "Text",
  type: "string",
  default: "",
  required: false,
  choices: [],
  shown_for: {},
  children: [],
  ...fields,
});

describe("isShown", () => {
  it("wants every known condition, and lets unknown ones be", () => {
    const text = parameter({ shown_for: { resource: ["message"], "/operation": ["post", "update"], mode: ["raw"] } });
    expect(isShown(text, { resource: "message", operation: "post" })).toBe(true);
    expect(isShown(text, { resource: "message", operation: "delete" })).toBe(false);
    expect(isShown(text, { resource: "channel" })).toBe(false);
  });

  it("compares versions", () => {
    const older = parameter({ shown_for: { "@version": [{ _cnd: { lt: 3.1 } }] } });
    const newer = parameter({ shown_for: { "@version": [1, { _cnd: { gte: 3.1 } }] } });
    expect([isShown(older, { "@version": 3.1 }), isShown(newer, { "@version": 3.1 })]).toEqual([false, true]);
    expect([isShown(older, { "@version": 3 }), isShown(newer, { "@version": 1 })]).toEqual([true, true]);
  });

  it("leaves out what only n8n's editor shows", () => {
    expect(isShown(parameter({ type: "callout" }), {})).toBe(false);
  });
});

describe("what is told about a parameter", () => {
  it("are conditions that are not known to hold", () => {
    const text = parameter({ shown_for: { resource: ["message"], mode: ["raw", "json"], "@tool": [true] } });
    expect(conditionsOf(text, { resource: "message" })).toEqual([["mode", ["raw", "json"]]]);
  });

  it("is its default where it says something", () => {
    expect(defaultText(parameter({ default: "a", choices: [{ name: "Letter A", value: "a" }] }))).toBe("Letter A");
    expect(defaultText(parameter({ default: false }))).toBe("false");
    expect(defaultText(parameter({ default: {} }))).toBeNull();
    expect(defaultText(parameter({ default: " " }))).toBeNull();
    expect(defaultText(parameter({ default: "x".repeat(100) }))).toHaveLength(60);
  });
});
