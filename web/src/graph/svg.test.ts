import { describe, expect, it } from "vitest";

import { draw } from "./drawing";
import { node, workflow } from "./sample";
import { escapeXml, renderSvg, wrap } from "./svg";

const COLORS = {
  ground: "#fff", node: "#fff", nodeLine: "#999", link: "#777", text: "#111", faint: "#555", accent: "#060", notes: ["#ffe", "#fed"],
};

describe("renderSvg", () => {
  const drawing = draw(
    workflow(
      [
        node("<script>alert(1)</script>", "webhook"),
        node("B & C", "if", {}, { position: [224, 0] }),
        node("Note", "stickyNote", { content: "# Hi\n<img src=x onerror=alert(1)>" }, { position: [0, 300] }),
      ],
      [["<script>alert(1)</script>", "B & C"], ["B & C:1", "<script>alert(1)</script>"]],
    ),
  );
  const svg = renderSvg(drawing, new Map([["n0", "<path d='M0 0'/>"]]), COLORS, (label) => label.toUpperCase());

  it("holds nodes, links and translated labels of ports", () => {
    expect(svg.match(/<path d="M[^"]*" fill="none"/g)).toHaveLength(2);
    expect(svg).toContain(">TRUE</text>");
    expect(svg).toContain("<path d='M0 0'/>");
  });

  it("keeps names and notes as text", () => {
    expect(svg).toContain("&lt;script&gt;");
    expect(svg).not.toMatch(/<script|<img/);
    expect(svg).toContain("B &amp; C");
  });

  it("is large enough for all of it", () => {
    const [, left = "", top = "", width = "", height = ""] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg) ?? [];
    expect(Number(left)).toBeLessThan(0);
    expect(Number(top)).toBeLessThan(0);
    expect(Number(left) + Number(width)).toBeGreaterThan(320);
    expect(Number(top) + Number(height)).toBeGreaterThan(460);
  });
});

describe("text in a picture", () => {
  it("wraps and cuts", () => {
    expect(wrap("one two three four", 9, 2)).toEqual(["one two", "three…"]);
    expect(wrap("", 9, 2)).toEqual([]);
    expect(wrap("abcdefghijkl", 6, 2)).toEqual(["abcde…"]);
  });

  it("drops what XML cannot hold", () => {
    expect(escapeXml('a\u0000b\uD800c"<&>🚀')).toBe("abc&quot;&lt;&amp;&gt;🚀");
  });
});
