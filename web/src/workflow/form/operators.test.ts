import { expect, it } from "vitest";

import { en } from "@/i18n/en";

import { FILTER_TYPES, operationsOf, takesNoValue } from "./operators";

it("has words for every comparison and every type", () => {
  for (const type of FILTER_TYPES) {
    expect(en.editing.types[type]).toBeTruthy();
    for (const operation of operationsOf(type, "")) expect(en.editing.operations[operation]).toBeTruthy();
  }
});

it("keeps a comparison that it does not know", () => {
  expect(operationsOf("string", "larger")[0]).toBe("larger");
  expect(operationsOf("constructor", "equals")).toContain("equals");
});

it("knows which comparisons need no second value", () => {
  expect(takesNoValue("boolean", "true")).toBe(true);
  expect(takesNoValue("string", "empty")).toBe(true);
  expect(takesNoValue("string", "equals")).toBe(false);
});
