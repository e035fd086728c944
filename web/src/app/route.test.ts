import { describe, expect, it } from "vitest";

import { isOwnMachine, nodePath, parsePath, pathOf, templatePath, workflowPath } from "./route";

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
    ["/billing/x", { page: "chat", conversationId: null }],
    ["/help", { page: "help" }],
    ["/admin", { page: "admin", part: "", item: null }],
    ["/admin/messages", { page: "admin", part: "messages", item: null }],
    ["/admin/prompts/main_prompt", { page: "admin", part: "prompts", item: "main_prompt" }],
    ["/templates", { page: "templates", templateKey: null }],
    ["/templates/chat-with-documents", { page: "templates", templateKey: "chat-with-documents" }],
    ["/nodes", { page: "nodes", nodeType: null }],
    ["/nodes/slack", { page: "nodes", nodeType: null }],
    ["/nodes/n8n-nodes-base/slack", { page: "nodes", nodeType: "n8n-nodes-base.slack" }],
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
    expect(parsePath(workflowPath("a b"))).toEqual({ page: "workflows", workflowId: "a b" });
    expect(parsePath(templatePath("a/b"))).toEqual({ page: "templates", templateKey: "a/b" });
    for (const type of ["n8n-nodes-base.slack", "@n8n/n8n-nodes-langchain.agent", "n8n-nodes-a.b.c d"]) {
      expect(parsePath(nodePath(type))).toEqual({ page: "nodes", nodeType: type });
      // The server takes a dot in the last part for a file.
      expect(nodePath(type).split("/").at(-1)).not.toContain(".");
    }
  });
});

describe("the server's machine", () => {
  it("is known by its name", () => {
    for (const host of ["localhost", "pilot.localhost", "127.0.0.1", "127.0.1.1", "[::1]"]) expect(isOwnMachine(host)).toBe(true);
    for (const host of ["nodepilot.example", "127.0.0.1.example", "10.0.0.1", "localhost.example"]) expect(isOwnMachine(host)).toBe(false);
  });
});
