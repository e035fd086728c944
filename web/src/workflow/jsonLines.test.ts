import { describe, expect, it } from "vitest";

import { piecesOf } from "./jsonLines";

describe("piecesOf", () => {
  it("tells keys, texts, numbers, words and expressions apart", () => {
    expect(piecesOf('  "a\\"b": "c",').filter(({ kind }) => kind !== "plain")).toEqual([
      { kind: "key", text: '"a\\"b"' },
      { kind: "string", text: '"c"' },
    ]);
    expect(piecesOf('"x": -1.5e3,')[2]).toEqual({ kind: "plain", text: " " });
    expect(piecesOf('"x": -1.5e3,')[3]).toEqual({ kind: "number", text: "-1.5e3" });
    expect(piecesOf("true")).toEqual([{ kind: "word", text: "true" }]);
    expect(piecesOf('"={{ $json.x }}"')).toEqual([{ kind: "expression", text: '"={{ $json.x }}"' }]);
  });

  it("loses nothing", () => {
    const json = JSON.stringify({ a: [1, null, { "b:c": "d: \"e\" \\ true 12" }], "": {} }, null, 2);
    for (const line of json.split("\n")) expect(piecesOf(line).map(({ text }) => text).join("")).toBe(line);
  });
});
