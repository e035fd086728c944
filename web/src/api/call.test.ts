import { describe, expect, it } from "vitest";

import { addressOf } from "./call";

describe("addressOf", () => {
  it("fills in the parts of the address", () => {
    expect(addressOf("GET /api/nodes/{type_name}", { path: { type_name: "@n8n/a b.c" } })).toBe("/api/nodes/%40n8n%2Fa%20b.c");
    expect(addressOf("POST /api/a/{id}/b/{number}", { path: { id: "x", number: 2 } })).toBe("/api/a/x/b/2");
  });

  it("asks for what is said, and for nothing that is not", () => {
    expect(addressOf("GET /api/x", { query: { q: "a&b", flagged: false, before: undefined, limit: 5 } })).toBe("/api/x?q=a%26b&flagged=false&limit=5");
    expect(addressOf("GET /api/x", { query: { before: undefined } })).toBe("/api/x");
  });
});
