import { describe, expect, it } from "vitest";

import { diffLines, withGaps } from "./lineDiff";

const marks = { same: " ", added: "+", removed: "-" };
const told = (before: string, after: string) => diffLines(before, after).map(({ kind, text }) => marks[kind] + text);

describe("diffLines", () => {
  it("finds what was added, removed and replaced", () => {
    expect(told("a\nb\nc", "a\nc\nd")).toEqual([" a", "-b", " c", "+d"]);
    expect(told("a\nb", "a\nB")).toEqual([" a", "-b", "+B"]);
    expect(told("", "x")).toEqual(["-", "+x"]);
    expect(told("same", "same")).toEqual([" same"]);
  });

  it("gives both texts back", () => {
    const [before, after] = ["1\n2\n3\n4\n5\n3", "0\n2\n3\n3\n6\n5\n"];
    const lines = diffLines(before, after);
    const side = (without: string) => lines.filter(({ kind }) => kind !== without).map(({ text }) => text).join("\n");
    expect(side("added")).toBe(before);
    expect(side("removed")).toBe(after);
  });
});

describe("withGaps", () => {
  it("counts what lies far from every change", () => {
    const lines = diffLines("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\nsix");
    expect(withGaps(lines, 1).map((line) => (line.kind === "gap" ? line.count : line.text))).toEqual([4, "5", "6", "six"]);
    expect(withGaps(diffLines("a", "a"))).toEqual([{ kind: "gap", count: 1 }]);
  });
});
