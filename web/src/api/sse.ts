/** Server-sent events over fetch: a parser that takes the stream in pieces of any size. */

export interface ServerSentEvent {
  id: string;
  event: string;
  data: string;
}

/** Feed it text as it arrives; it calls back once for each complete event. */
export class SseParser {
  private buffer = "";
  private current: ServerSentEvent = { id: "", event: "message", data: "" };
  private lastId = "";
  private readonly onEvent: (event: ServerSentEvent) => void;

  constructor(onEvent: (event: ServerSentEvent) => void) {
    this.onEvent = onEvent;
  }

  feed(text: string): void {
    this.buffer += text;
    for (;;) {
      const end = this.buffer.search(/\r\n|\n|\r/);
      // A CR at the very end may be the first half of CRLF: wait for the next piece.
      if (end === -1 || (this.buffer[end] === "\r" && end === this.buffer.length - 1)) return;
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + (this.buffer.startsWith("\r\n", end) ? 2 : 1));
      this.takeLine(line);
    }
  }

  private takeLine(line: string): void {
    if (line === "") {
      if (this.current.data !== "") this.onEvent({ ...this.current, data: this.current.data.slice(0, -1) });
      this.current = { id: this.lastId, event: "message", data: "" };
      return;
    }
    if (line.startsWith(":")) return;
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.current.data += `${value}\n`;
    else if (field === "event") this.current.event = value;
    else if (field === "id") this.lastId = this.current.id = value;
  }
}

/** Reads the body to its end. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerSentEvent) => void,
): Promise<void> {
  const parser = new SseParser(onEvent);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    // Pieces of one stream come one after the other.
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
  parser.feed(decoder.decode());
}
