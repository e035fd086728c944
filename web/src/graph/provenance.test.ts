import { describe, expect, it } from "vitest";

import type { Origin, Span } from "@/api/contract";

import { ownProvenance, segmentRequest, spansOf, wordsAt } from "./provenance";

const origin = (span: Span | null): Origin => ({ kind: "request", span, note: "" });

describe("segmentRequest", () => {
  it("cuts where spans begin and end, and joined gives the request again", () => {
    const request = "send an email with Gmail";
    const provenance = { Gmail: { "": origin([0, 24]), operation: origin([0, 4]) }, Slack: { "": origin(null) } };
    const segments = segmentRequest(request, provenance);
    expect(segments.map(({ text }) => text).join("")).toBe(request);
    expect(segments[0]).toMatchObject({ text: "send", places: [{ node: "Gmail", path: "" }, { node: "Gmail", path: "operation" }] });
    expect(segments[1]?.places).toEqual([{ node: "Gmail", path: "" }]);
  });

  it("counts an emoji as one character, as the server does", () => {
    const segments = segmentRequest("🚀🚀 ping Slack", { Slack: { "": origin([8, 13]) } });
    expect(segments.find(({ places }) => places.length)?.text).toBe("Slack");
  });

  it("does not mind spans that lie outside", () => {
    const segments = segmentRequest("abc", { A: { "": origin([2, 99]), x: origin([50, 60]), y: origin([3, 1]) } });
    expect(segments.map(({ text, places }) => [text, places.length])).toEqual([["ab", 0], ["c", 1]]);
  });

  it("gives one piece when nothing is known", () => {
    expect(segmentRequest("abc", {})).toEqual([{ text: "abc", start: 0, end: 3, places: [] }]);
    expect(segmentRequest("", {})).toEqual([]);
  });
});

describe("the way back", () => {
  const provenance = { A: { "": origin([0, 3]), url: origin([4, 7]), x: origin(null) } };

  it("finds the words of a node and of one parameter", () => {
    expect(spansOf(provenance, "A")).toEqual([[0, 3], [4, 7]]);
    expect(spansOf(provenance, "A", "url")).toEqual([[4, 7]]);
    expect(spansOf(provenance, "B")).toEqual([]);
  });

  it("reads them from the request", () => {
    expect(wordsAt("🚀 go on", [2, 4])).toBe("go");
  });
});

describe("ownProvenance", () => {
  const said = origin(null);
  const made = { nodes: [{ name: "A", type: "x.a", parameters: { text: "one", list: [{ a: 1 }] } }, { name: "B", type: "x.b" }] };
  const provenance = { A: { "": said, text: said, "list[0].a": said }, B: { "": said }, C: { "": said } };

  it("keeps the origins of what is as it was made", () => {
    expect(ownProvenance(provenance, made, made)).toEqual({ A: provenance.A, B: provenance.B });
  });

  it("drops those of what was changed or is gone since", () => {
    const now = { nodes: [{ name: "A", type: "x.a", parameters: { text: "two", list: [{ a: 1 }] } }] };
    expect(ownProvenance(provenance, made, now)).toEqual({ A: { "": said, "list[0].a": said } });
    const replaced = { nodes: [{ name: "B", type: "x.other" }] };
    expect(ownProvenance(provenance, made, replaced)).toEqual({ B: {} });
  });
});
