import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));
/** Attributes that people read or hear; text between tags is seen to by oxlint's `jsx-no-literals`. */
const SPOKEN = /\b(?:aria-label|aria-description|title|placeholder|alt|label|closeLabel|hint)="([^"]*\p{L}{2}[^"]*)"/gu;

function literalsIn(source: string): string[] {
  return [...source.matchAll(SPOKEN)].map(([, words = ""]) => words);
}

describe("what people read", () => {
  it("comes from the words of a language, never from a component", () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx") && !name.includes(".test."));
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((name) => literalsIn(readFileSync(join(SOURCE, name), "utf8")).map((words) => `${name}: ${words}`));
    expect(found).toEqual([]);
  });

  it("would be found", () => {
    expect(literalsIn('<button aria-label="Close it" title={t.close} className="title" />')).toEqual(["Close it"]);
  });
});
