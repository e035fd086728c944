/**
 * Deleting with undo: a conversation leaves the list at once and the server is told when the time to change
 * one's mind is over, or when the page goes away.
 */

import { useSyncExternalStore } from "react";

import { deleteConversation } from "@/api/endpoints";

const pending = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
let snapshot: ReadonlySet<string> = new Set();

function changed(): void {
  snapshot = new Set(pending.keys());
  for (const listener of listeners) listener();
}

export function scheduleDeletion(id: string, seconds: number, onDone: (failure: unknown) => void): void {
  const run = async () => {
    let failure: unknown = null;
    try {
      await deleteConversation(id);
    } catch (error) {
      failure = error;
    }
    await Promise.resolve(onDone(failure));
    pending.delete(id);
    changed();
  };
  pending.set(id, setTimeout(() => void run(), seconds * 1000));
  changed();
}

export function cancelDeletion(id: string): void {
  clearTimeout(pending.get(id));
  pending.delete(id);
  changed();
}

/** Tells the server now; `keepalive` lets the request outlive the page. */
export function flushDeletions(): void {
  for (const [id, timer] of pending) {
    clearTimeout(timer);
    void fetch(`/api/conversations/${encodeURIComponent(id)}`, {
      method: "DELETE",
      headers: { "X-NodePilot": "1" },
      keepalive: true,
    });
  }
  pending.clear();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePendingDeletions(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => snapshot);
}
