import { describe, expect, it } from "vitest";

import type { ChatEvent, Message } from "@/api/contract";

import { answerFromMessage, applyEvent, startAnswer } from "./answer";

const message = (metadata: Message["metadata"]): Message => ({
  id: "m",
  role: "assistant",
  content: "Hello",
  timestamp: "2030-01-01T00:00:00Z",
  metadata,
});

const apply = (...events: ChatEvent[]) => events.reduce(applyEvent, startAnswer());

describe("applyEvent", () => {
  it("shows a stage as running until it is finished", () => {
    const running = apply({ type: "stage_started", stage: "plan" });
    expect(running.stages).toEqual([{ stage: "plan", milliseconds: null, detail: "" }]);
    const done = applyEvent(running, { type: "stage_finished", stage: "plan", milliseconds: 3, detail: "2 steps" });
    expect(done.stages).toEqual([{ stage: "plan", milliseconds: 3, detail: "2 steps" }]);
  });

  it("keeps both runs of a stage that runs twice", () => {
    const answer = apply(
      { type: "stage_finished", stage: "validate", milliseconds: 1, detail: "" },
      { type: "stage_started", stage: "validate" },
      { type: "stage_finished", stage: "validate", milliseconds: 2, detail: "" },
    );
    expect(answer.stages.map(({ milliseconds }) => milliseconds)).toEqual([1, 2]);
  });

  it("joins the pieces of the text", () => {
    expect(apply({ type: "text", delta: "a" }, { type: "text", delta: "b" }).text).toBe("ab");
  });

  it("forgets a text that another model begins anew", () => {
    expect(apply({ type: "text", delta: "a" }, { type: "text_withdrawn" }, { type: "text", delta: "b" }).text).toBe("b");
  });

  it("shows the place in the queue until the turn has come", () => {
    const waiting = apply({ type: "waiting", provider: "anthropic", place: 3 });
    expect(waiting.waiting).toEqual({ provider: "anthropic", place: 3 });
    expect(applyEvent(waiting, { type: "waiting", provider: "anthropic", place: 0 }).waiting).toBeNull();
  });

  it("ends stopped, failed or done", () => {
    const done = { type: "done", answered_by: "x", milliseconds: 1, confidence: 1 } as const;
    const started = { type: "stage_started", stage: "plan" } as const;
    expect(apply(started, { ...done, outcome: "stopped" })).toMatchObject({ status: "stopped", stages: [] });
    expect(apply({ ...done, outcome: "workflow" }).status).toBe("done");
    expect(apply(started, { type: "error", code: "TIMEOUT", message: "m" })).toMatchObject({
      status: "failed",
      stages: [],
      failure: { code: "TIMEOUT", message: "m" },
    });
  });

  it("passes over events of kinds that it does not know", () => {
    const before = startAnswer();
    expect(applyEvent(before, { type: "dry_run", ok: true } as unknown as ChatEvent)).toBe(before);
  });
});

describe("answerFromMessage", () => {
  it("shows what the stream showed", () => {
    const stored = answerFromMessage(
      message({
        stages: [{ stage: "plan", milliseconds: 1, detail: "" }],
        workflow: { nodes: [] },
        outcome: "workflow",
        answered_by: "engine",
        milliseconds: 5,
      }),
    );
    expect(stored).toMatchObject({ status: "done", text: "Hello", answeredBy: "engine", milliseconds: 5 });
    expect(stored.workflow).toEqual({ nodes: [] });
  });

  it("takes a message with nothing beside its text", () => {
    expect(answerFromMessage(message({}))).toMatchObject({ status: "done", issues: [], questions: [], workflow: null });
    expect(answerFromMessage(message({ error: { code: "X", message: "no" }, outcome: "failed" })).status).toBe("failed");
    expect(answerFromMessage(message({ outcome: "stopped" })).status).toBe("stopped");
  });
});
