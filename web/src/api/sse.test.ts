import { describe, expect, it } from "vitest";

import type { ServerSentEvent } from "./sse";
import { SseParser, readEvents } from "./sse";

function parse(...pieces: string[]): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const parser = new SseParser((event) => events.push(event));
  for (const piece of pieces) parser.feed(piece);
  return events;
}

const STREAM = 'id: 1\nevent: text\ndata: {"delta":"a"}\n\n: still here\n\nid: 2\nevent: done\ndata: {}\n\n';
const EVENTS = [
  { id: "1", event: "text", data: '{"delta":"a"}' },
  { id: "2", event: "done", data: "{}" },
];

describe("SseParser", () => {
  it("reads events and passes over comments", () => {
    expect(parse(STREAM)).toEqual(EVENTS);
  });

  it("reads the same however the stream is cut", () => {
    for (let at = 0; at <= STREAM.length; at += 1) expect(parse(STREAM.slice(0, at), STREAM.slice(at))).toEqual(EVENTS);
    expect(parse(...STREAM)).toEqual(EVENTS);
  });

  it("takes every kind of line end", () => {
    expect(parse(STREAM.replaceAll("\n", "\r\n"))).toEqual(EVENTS);
    expect(parse(...STREAM.replaceAll("\n", "\r\n"))).toEqual(EVENTS);
  });

  it("joins lines of data, and drops an event that never ends", () => {
    expect(parse("data: a\ndata: b\n\ndata: c\n")).toEqual([{ id: "", event: "message", data: "a\nb" }]);
  });
});

describe("readEvents", () => {
  it("puts characters together that were cut in two", async () => {
    const bytes = new TextEncoder().encode("data: Grüße 🚀\n\n");
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const events: string[] = [];
    await readEvents(body, ({ data }) => events.push(data));
    expect(events).toEqual(["Grüße 🚀"]);
  });
});
