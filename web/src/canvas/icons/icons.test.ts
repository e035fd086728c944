import { describe, expect, it } from "vitest";

import { findBrand } from "./brands";
import { luminance, readableColor } from "./color";
import { findGlyph } from "./glyphs";

describe("pictures of node types", () => {
  it("finds a brand for a service, its trigger and its tool", () => {
    for (const type of ["gmail", "gmailTrigger", "gmailTool"]) expect(findBrand(type)?.title).toBe("Gmail");
    expect(findBrand("constructor")).toBeNull();
  });

  it("has a glyph for n8n's own nodes and for services without a free logo", () => {
    for (const type of ["if", "set", "code", "httpRequest", "scheduleTrigger", "slack", "slackTrigger"]) {
      expect(findGlyph(type)).not.toBeNull();
    }
    expect(findGlyph("heardOfNowhere")).toBeNull();
  });
});

describe("colours", () => {
  it("measures luminance as WCAG does", () => {
    expect(luminance("#ffffff")).toBeCloseTo(1);
    expect(luminance("#000000")).toBe(0);
    expect(luminance("#ff0000")).toBeCloseTo(0.2126);
  });

  it("darkens what is too bright and lightens what is too dark", () => {
    expect(readableColor("#ffe01b")).toContain("black");
    expect(readableColor("#000000")).toContain("var(--glyph)");
    expect(readableColor("#ea4335")).toBe("light-dark(#ea4335, #ea4335)");
  });
});
