/**
 * A message and its answer over a network that may drop. The same message is never run twice: it carries an
 * idempotency key, and once the server has taken it, a broken stream is picked up after the last event seen.
 */

import type { JsonObject } from "@/graph/workflow";

import type { ChatEvent } from "./contract";
import { ApiError, send } from "./http";
import type { ServerSentEvent } from "./sse";
import { readEvents } from "./sse";

export interface StreamOptions {
  signal: AbortSignal;
  onEvent: (event: ChatEvent) => void;
  /** true when the connection is lost and will be tried again, false when it is back. */
  onLost: (lost: boolean) => void;
  /** Waits before each new try, in milliseconds; when they are used up the stream fails. */
  pauses?: readonly number[];
}

const PAUSES = [400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000] as const;

type Connect = (lastEventId: number, generationId: string | null) => Promise<Response>;

/** What is asked for. The key makes sure that it is done once, however often it has to be sent. */
export type Order = { key: string } & (
  | { kind: "message"; message: string; conversationId: string | null; workflow?: JsonObject; fileIds?: string[] }
  | { kind: "edit"; messageId: string; message: string }
  | { kind: "again"; messageId: string }
);

/** Sends the order and follows its answer to the end. */
export function sendOrder(order: Order, options: StreamOptions): Promise<void> {
  const { path, body } = requestOf(order);
  const headers = { "Idempotency-Key": order.key };
  return follow(options, null, (lastEventId, generationId) =>
    generationId === null
      ? send(path, { ...stream(options), method: "POST", body, headers })
      : events(generationId, lastEventId, options),
  );
}

function requestOf(order: Order): { path: string; body?: JsonObject } {
  if (order.kind === "again") return { path: `/api/messages/${encodeURIComponent(order.messageId)}/regenerate` };
  if (order.kind === "edit") {
    return { path: `/api/messages/${encodeURIComponent(order.messageId)}/edit`, body: { message: order.message } };
  }
  const { message, conversationId, workflow, fileIds } = order;
  const body: JsonObject = { message };
  if (conversationId) body["conversation_id"] = conversationId;
  if (workflow) body["workflow"] = workflow;
  if (fileIds?.length) body["file_ids"] = fileIds;
  return { path: "/api/chat/message", body };
}

/** All events of a generation that was started elsewhere, or before the page was reloaded. */
export function followGeneration(generationId: string, options: StreamOptions): Promise<void> {
  return follow(options, generationId, (lastEventId) => events(generationId, lastEventId, options));
}

function stream({ signal }: StreamOptions) {
  return { accept: "text/event-stream", signal };
}

function events(generationId: string, lastEventId: number, options: StreamOptions): Promise<Response> {
  const path = `/api/generations/${encodeURIComponent(generationId)}/events`;
  return send(path, { ...stream(options), headers: { "Last-Event-ID": String(lastEventId) } });
}

async function follow(options: StreamOptions, known: string | null, connect: Connect): Promise<void> {
  const pauses = options.pauses ?? PAUSES;
  let generationId = known;
  let lastEventId = 0;
  let over = false;
  let tries = 0;
  const take = ({ id, event, data }: ServerSentEvent) => {
    const number = Number(id);
    if (number && number <= lastEventId) return;
    const read = readEvent(event, data);
    if (!read) return;
    lastEventId = number || lastEventId;
    if (read.type === "accepted") generationId = read.generation_id;
    over = read.type === "done" || read.type === "error";
    if (tries > 0) options.onLost(false);
    tries = 0;
    options.onEvent(read);
  };
  for (;;) {
    // One try after the other, with a pause between them.
    // oxlint-disable no-await-in-loop
    try {
      const response = await connect(lastEventId, generationId);
      if (response.body) await readEvents(response.body, take);
    } catch (failure) {
      if (!isPassing(failure, generationId !== null)) throw failure;
    }
    if (over) return;
    const pause = pauses[tries];
    if (pause === undefined) throw new ApiError({ code: generationId === null ? "UNREACHABLE" : "STREAM_ENDED" }, 0);
    tries += 1;
    options.onLost(true);
    await sleep(pause, options.signal);
    // oxlint-enable no-await-in-loop
  }
}

/** Whether trying again may help: nobody was reached, or a server that is just coming up said so. */
function isPassing(failure: unknown, accepted: boolean): boolean {
  if (failure instanceof DOMException && failure.name === "AbortError") return false;
  // A connection that breaks while the body is read is a TypeError.
  if (!(failure instanceof ApiError)) return failure instanceof TypeError;
  return failure.unreachable || (accepted && failure.status >= 502);
}

function readEvent(event: string, data: string): ChatEvent | null {
  try {
    const payload: unknown = JSON.parse(data);
    return typeof payload === "object" && payload !== null ? ({ ...payload, type: event } as ChatEvent) : null;
  } catch {
    return null;
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw new DOMException("Stopped", "AbortError");
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new DOMException("Stopped", "AbortError"));
      },
      { once: true },
    );
  });
}

/** `crypto.randomUUID` is missing where the page is not served over HTTPS or from this machine. */
export function makeKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
