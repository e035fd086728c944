import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { makeKey, sendOrder } from "./chat";
import type { ChatEvent } from "./contract";
import { ApiError } from "./http";

const ACCEPTED = { conversation_id: "c", generation_id: "g", user_message_id: "u", assistant_message_id: "a" };
const DONE = { outcome: "workflow", answered_by: "engine", milliseconds: 1, confidence: 1 };

const frame = (id: number, event: string, data: object) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
const answer = (...frames: string[]) =>
  new Response(frames.join(""), { headers: { "Content-Type": "text/event-stream" } });
const problem = (status: number) =>
  new Response(JSON.stringify({ detail: "No.", code: "NOPE", next_step: "Ask." }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });

const server = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
beforeEach(() => vi.stubGlobal("fetch", server));
afterEach(() => {
  server.mockReset();
  vi.unstubAllGlobals();
});

async function run(pauses = [0, 0]): Promise<{ events: ChatEvent[]; lost: boolean[] }> {
  const events: ChatEvent[] = [];
  const lost: boolean[] = [];
  await sendOrder({ key: makeKey(), kind: "message", message: "hi", conversationId: null }, {
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    onLost: (now) => lost.push(now),
    pauses,
  });
  return { events, lost };
}

const headers = (call: number) => server.mock.calls[call]?.[1].headers as Record<string, string>;

describe("sendOrder", () => {
  it("hands on the events of one stream", async () => {
    server.mockResolvedValueOnce(answer(frame(1, "accepted", ACCEPTED), frame(2, "text", { delta: "x" }), frame(3, "done", DONE)));
    const { events, lost } = await run();
    expect(events.map(({ type }) => type)).toEqual(["accepted", "text", "done"]);
    expect(lost).toEqual([]);
    expect(headers(0)).toMatchObject({ "X-NodePilot": "1", Accept: "text/event-stream" });
  });

  it("picks a broken stream up after the last event, and shows nothing twice", async () => {
    server
      .mockResolvedValueOnce(answer(frame(1, "accepted", ACCEPTED), frame(2, "text", { delta: "a" })))
      .mockRejectedValueOnce(new TypeError("Failed to fetch"))
      .mockResolvedValueOnce(answer(frame(2, "text", { delta: "a" }), frame(3, "text", { delta: "b" }), frame(4, "done", DONE)));
    const { events, lost } = await run();
    expect(events.flatMap((event) => (event.type === "text" ? event.delta : []))).toEqual(["a", "b"]);
    expect(server.mock.calls[2]?.[0]).toBe("/api/generations/g/events");
    expect(headers(2)["Last-Event-ID"]).toBe("2");
    expect(lost).toEqual([true, true, false]);
  });

  it("sends again under the same key when nobody took the message", async () => {
    server.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValueOnce(answer(frame(1, "accepted", ACCEPTED), frame(2, "done", DONE)));
    await run();
    expect(headers(0)["Idempotency-Key"]).toMatch(/^[0-9a-f]{32}$/);
    expect(headers(1)["Idempotency-Key"]).toBe(headers(0)["Idempotency-Key"]);
  });

  it("gives up in the end, and says where it stood", async () => {
    server.mockRejectedValue(new TypeError("Failed to fetch"));
    await expect(run([0])).rejects.toMatchObject({ code: "UNREACHABLE" });
    server.mockReset();
    server.mockResolvedValueOnce(answer(frame(1, "accepted", ACCEPTED))).mockRejectedValue(new TypeError("Failed to fetch"));
    await expect(run([0])).rejects.toMatchObject({ code: "STREAM_ENDED" });
  });

  it("does not try again what the server refused", async () => {
    server.mockResolvedValue(problem(422));
    await expect(run()).rejects.toEqual(new ApiError({ detail: "No.", code: "NOPE", next_step: "Ask." }, 422));
    expect(server).toHaveBeenCalledTimes(1);
  });

  it("stops waiting when it is told to", async () => {
    server.mockRejectedValue(new TypeError("Failed to fetch"));
    const abort = new AbortController();
    const sending = sendOrder({ key: makeKey(), kind: "message", message: "hi", conversationId: null }, {
      signal: abort.signal,
      onEvent: () => undefined,
      onLost: () => abort.abort(),
      pauses: [60_000],
    });
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
  });
});
