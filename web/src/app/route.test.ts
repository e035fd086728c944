import { describe, expect, it } from "vitest";

import { parsePath, pathOf } from "./route";

describe("addresses", () => {
  it.each([
    ["/", { page: "chat", conversationId: null }],
    ["/c/0190-a", { page: "chat", conversationId: "0190-a" }],
    ["/c/0190-a/", { page: "chat", conversationId: "0190-a" }],
    ["/c/", { page: "chat", conversationId: null }],
    ["/c/a/b", { page: "chat", conversationId: null }],
    ["/shared/t%20k", { page: "shared", token: "t k" }],
    ["/shared/%E0%A4%A", { page: "shared", token: "%E0%A4%A" }],
    ["/workflows", { page: "workflows", workflowId: null }],
    ["/workflows/0190-a", { page: "workflows", workflowId: "0190-a" }],
    ["/billing", { page: "billing" }],
    ["/workflows/a/b", { page: "chat", conversationId: null }],
    ["/sign-in", { page: "sign-in" }],
    ["/sign-in/x", { page: "chat", conversationId: null }],
    ["/nothing/like/it", { page: "chat", conversationId: null }],
  ])("%s", (path, route) => {
    expect(parsePath(path)).toEqual(route);
  });

  it("come back as they were", () => {
    expect(parsePath(pathOf("a b/c"))).toEqual({ page: "chat", conversationId: "a b/c" });
    expect(pathOf(null)).toBe("/");
  });
});
