import { describe, expect, it } from "vitest";

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
    const both = exchangesOf([message("u1", "user"), message("a1", "assistant")], [turn("u1", { status: "done", text: "old" })]);
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
