import { describe, expect, it } from "vitest";

import type { InputNode } from "@/api/editing";

import { previewOf } from "./preview";

const INPUTS: InputNode[] = [
  { node: "Mail", direct: true, fields: [{ path: "subject", type: "string" }, { path: "from.name", type: "string", example: "Ada" }] },
  { node: "Count it", direct: false, fields: [{ path: "total", type: "number", example: 3 }] },
];
const NOW = new Date(2030, 4, 6, 7, 8, 9);

const shown = (text: string) =>
  previewOf(text, INPUTS, NOW)
    .map((piece) => piece.text)
    .join("");
const kinds = (text: string) => previewOf(text, INPUTS, NOW).map((piece) => piece.kind);

describe("previewOf", () => {
  it.each([
    ["plain", "plain"],
    ["Hi {{ $json.from.name }}!", "Hi Ada!"],
    ["{{ $json.subject }}", "‹subject›"],
    ["{{ $json.from.name.toUpperCase() + ' ' + $('Count it').item.json.total * 2 }}", "ADA 6"],
    ["{{ $json['subject'].trim().slice(0, 3) }}", "‹subject›"],
    ["{{ $('Count it').first().json.total > 2 ? 'many' : 'few' }}", "many"],
    ["{{ $json.open ? 'a' : 'b' }}", "‹a / b›"],
    ["{{ $input.item.json.from.name ?? 'nobody' }}", "Ada"],
    ["{{ $now.toFormat('yyyy-MM-dd HH:mm') }}", "2030-05-06 07:08"],
    ["{{ $now.plus({ days: 1 }).toISODate() }}", "‹$now›"],
    ["{{ [1, 'two', { three: 3 }] }}", '[1,"two",{"three":3}]'],
    ["{{ 'a,b'.split(',').join('-') }}", "a-b"],
    ["{{ -2 + 7 % 4 }}", "1"],
  ])("%s gives %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("tells what is known from what a run will bring, what it cannot follow, and what is broken", () => {
    expect(kinds("a {{ $json.from.name }}{{ $json.x }}{{ $json.a.map(x => x) }}")).toEqual(["text", "value", "sample", "unknown"]);
    for (const broken of ["{{ }}", "{{ $json.a( }}", "{{ 'a }}", "{{ $json.a", "{{ (] }}"]) expect(kinds(broken)).toContain("error");
  });

  it.each([
    "{{ constructor.constructor('return globalThis')() }}",
    "{{ $json.from.name.constructor('x') }}",
    "{{ ({}).__proto__ }}",
    "{{ globalThis.alert(1) }}",
    "{{ (() => 1)() }}",
    "{{ `${1}` }}",
  ])("runs nothing: %s", (text) => {
    expect(kinds(text)).not.toContain("error");
    expect(shown(text)).not.toMatch(/function|\[object/);
  });

  it("does not grow without bounds", () => {
    const text = `{{ ${"'aaaaaaaaaa'.replaceAll('a', '".padEnd(2)}${"b".repeat(600)}') }}`;
    expect(shown(text).length).toBeLessThanOrEqual(2000);
    expect(kinds(`{{ ${"(".repeat(500)}1${")".repeat(500)} }}`)).toEqual(["unknown"]);
  });
});
