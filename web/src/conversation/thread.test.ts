import { describe, expect, it } from "vitest";

import type { Order } from "@/api/chat";
import type { Message } from "@/api/contract";

import type { Answer } from "./answer";
import { startAnswer } from "./answer";
import { exchangesOf, guessHeight, shownExchange } from "./thread";
import type { Turn } from "./turns";

const message = (id: string, role: Message["role"], metadata = {}): Message => ({
  id,
  role,
  content: `text of ${id}`,
  timestamp: "2030-01-01T00:00:00Z",
  metadata,
});

const turn = (userMessageId: string, answer: Partial<Answer> = {}): Turn => ({
  key: "turn-1",
  message: "text of u1",
  files: [],
  order: null,
  userMessageId,
  generationId: "g",
  answer: { ...startAnswer(), ...answer },
  lost: false,
});

describe("exchangesOf", () => {
  it("pairs each request with its answer", () => {
    const exchanges = exchangesOf([message("u1", "user"), message("a1", "assistant"), message("u2", "user")], []);
    expect(exchanges.map(({ key, answer }) => [key, answer?.id])).toEqual([["u1", "a1"], ["u2", undefined]]);
  });

  it("counts a turn once that the server has stored in part", () => {
    const running = turn("u1", { text: "so far" });
    expect(exchangesOf([message("u1", "user")], [running])).toMatchObject([{ key: "u1", answer: { text: "so far" } }]);
    const both = exchangesOf([message("u1", "user"), message("a1", "assistant")], [turn("u1", { id: "a1", status: "done", text: "old" })]);
    expect(both).toMatchObject([{ answer: { id: "a1", text: "text of a1" } }]);
  });

  it("keeps a turn's key when the server names it", () => {
    expect(exchangesOf([], [turn("")])).toMatchObject([{ key: "turn-1", request: "text of u1" }]);
    expect(exchangesOf([], [turn("u1")])).toMatchObject([{ key: "u1" }]);
  });

  it("shows an answer that follows no request", () => {
    expect(exchangesOf([message("a1", "assistant")], [])).toMatchObject([{ request: "", answer: { id: "a1" } }]);
  });
});

describe("branches", () => {
  const stored = [message("u1", "user"), message("a1", "assistant"), message("u2", "user"), message("a2", "assistant")];
  const again: Order = { key: "k", kind: "again", messageId: "a1" };
  const edit: Order = { key: "k", kind: "edit", messageId: "u2", message: "otherwise" };

  it("hides what a new version is about to take the place of", () => {
    const another = exchangesOf(stored, [{ ...turn("u1"), order: again }]);
    expect(another).toMatchObject([{ key: "u1", answer: { status: "running" }, answers: { ids: [] } }]);
    const edited = exchangesOf(stored, [{ ...turn(""), order: edit, message: "otherwise" }]);
    expect(edited.map(({ request }) => request)).toEqual(["text of u1", "otherwise"]);
  });

  it("shows everything again when the order never arrived", () => {
    const failed = { status: "failed" as const };
    const another = exchangesOf(stored, [{ ...turn("u1", failed), order: again }]);
    expect(another.map(({ key, request }) => [key, request])).toEqual([["u1", "text of u1"], ["u2", "text of u2"], ["turn-1", ""]]);
    const edited = exchangesOf(stored, [{ ...turn("", failed), order: edit, message: "otherwise" }]);
    expect(edited.map(({ request }) => request)).toEqual(["text of u1", "text of u2", "otherwise"]);
  });

  it("knows the versions of both sides", () => {
    const [exchange] = exchangesOf([{ ...message("u1", "user"), siblings: ["u0", "u1"] }, { ...message("a1", "assistant"), siblings: ["a1", "a9"] }], []);
    expect(exchange).toMatchObject({ requests: { ids: ["u0", "u1"], shown: "u1" }, answers: { ids: ["a1", "a9"], shown: "a1" } });
  });
});

describe("guessHeight", () => {
  it("grows with what there is to show", () => {
    const [short] = exchangesOf([message("u1", "user")], []);
    const [answered] = exchangesOf([message("u1", "user"), message("a1", "assistant")], []);
    const [drawn] = exchangesOf([message("u1", "user"), message("a1", "assistant", { workflow: { nodes: [] } })], []);
    expect(guessHeight(undefined)).toBe(0);
    expect(guessHeight(short)).toBeLessThan(guessHeight(answered));
    expect(guessHeight(answered)).toBeLessThan(guessHeight(drawn));
  });
});

describe("shownExchange", () => {
  const exchanges = exchangesOf(
    [
      message("u1", "user"),
      message("a1", "assistant", { workflow: { nodes: [] } }),
      message("u2", "user"),
      message("a2", "assistant", { workflow: { nodes: [] } }),
      message("u3", "user"),
      message("a3", "assistant"),
    ],
    [],
  );

  it("is the newest with a workflow unless another was chosen", () => {
    expect(shownExchange(exchanges, null)?.key).toBe("u2");
    expect(shownExchange(exchanges, "u1")?.key).toBe("u1");
    expect(shownExchange(exchanges, "u3")?.key).toBe("u2");
    expect(shownExchange([], null)).toBeNull();
  });
});
