/** What changes on the server while the page is open: other tabs, other devices, answers that come in. */

import type { QueryClient } from "@tanstack/react-query";

import type { Balance, LiveEvent, SavedWorkflow } from "./contract";
import { ApiError, send } from "./http";
import { cacheOf, keys } from "./queries";
import { readEvents } from "./sse";

/** Milliseconds before the next try, growing while nobody answers. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

export interface LiveOptions {
  signal: AbortSignal;
  /** True for a conversation whose answer streams into this tab: it knows more than the server says here. */
  isOwn: (conversationId: string) => boolean;
}

export function takeLiveEvent(client: QueryClient, event: LiveEvent, isOwn: LiveOptions["isOwn"]): void {
  const cache = cacheOf(client);
  switch (event.type) {
    case "conversation": {
      const { type: _, ...conversation } = event;
      cache.put(conversation);
      break;
    }
    case "conversation_deleted":
      cache.remove(event.id);
      break;
    case "message":
    case "generation":
      if (!isOwn(event.conversation_id)) {
        void client.invalidateQueries({ queryKey: keys.conversation(event.conversation_id) });
      }
      break;
    case "workflow":
    case "workflow_deleted":
      takeWorkflowEvent(client, event);
      break;
    case "credits": {
      // The counter moves at once; which credits they are is asked for.
      const { type: _, ...counts } = event;
      client.setQueryData<Balance>(keys.balance, (known) => (known ? { ...known, ...counts } : known));
      void client.invalidateQueries({ queryKey: keys.balance });
      void client.invalidateQueries({ queryKey: keys.creditHistory });
      void client.invalidateQueries({ queryKey: keys.billing });
      break;
    }
    case "reset":
      void client.invalidateQueries();
      break;
    default:
  }
}

/** What this tab did itself it knows already: its own edits come back here, too. */
function takeWorkflowEvent(client: QueryClient, event: Extract<LiveEvent, { type: "workflow" | "workflow_deleted" }>): void {
  const known = client.getQueryData<SavedWorkflow>(keys.savedWorkflow(event.id));
  const isNews = event.type === "workflow_deleted" || known === undefined || event.version_count > known.version.number;
  void client.invalidateQueries({ queryKey: keys.workflowList });
  if (isNews) void client.invalidateQueries({ queryKey: keys.savedWorkflow(event.id) });
}

/** Follows the events until `signal` ends it; a lost connection goes on after the last event seen. */
export async function followLive(client: QueryClient, { signal, isOwn }: LiveOptions): Promise<void> {
  let lastEventId = "";
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    // One connection after the other.
    // oxlint-disable no-await-in-loop
    try {
      const headers: Record<string, string> = lastEventId ? { "Last-Event-ID": lastEventId } : {};
      const response = await send("/api/events", { accept: "text/event-stream", signal, headers });
      pause = FIRST_PAUSE;
      if (response.body) {
        await readEvents(response.body, ({ id, event, data }) => {
          lastEventId = id || lastEventId;
          takeLiveEvent(client, { ...(JSON.parse(data) as object), type: event } as LiveEvent, isOwn);
        });
      }
    } catch (failure) {
      // Nobody is signed in, or this server has no such feed: asking again will not change that.
      if (failure instanceof ApiError && failure.status >= 400 && failure.status < 500 && failure.status !== 429) return;
    }
    if (signal.aborted) return;
    await new Promise((resolve) => {
      setTimeout(resolve, pause);
    });
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    // oxlint-enable no-await-in-loop
  }
}
