/**
 * Deleting with undo: a conversation leaves the list at once and the server is told when nobody can change
 * their mind any more. A page that goes away tells it at once; the next one makes sure of it.
 */

import { useSyncExternalStore } from "react";

import { deleteConversation, listConversations } from "@/api/endpoints";
import { ApiError } from "@/api/http";

const KEY = "nodepilot.deleting";
const pending = new Map<string, "undoable" | "told">();
const listeners = new Set<() => void>();
let snapshot: ReadonlySet<string> = new Set();

function changed(): void {
  snapshot = new Set(pending.keys());
  try {
    localStorage.setItem(KEY, JSON.stringify([...snapshot]));
  } catch {
    // Without storage only this page knows.
  }
  for (const listener of listeners) listener();
}

/** Tells the server. */
export async function carryOutDeletion(id: string, onDone: (failure: unknown) => Promise<unknown> | void): Promise<void> {
  pending.set(id, "told");
  let failure: unknown = null;
  try {
    await deleteConversation(id);
  } catch (error) {
    // Gone already is what was wanted.
    failure = error instanceof ApiError && error.status === 404 ? null : error;
  }
  await onDone(failure);
  pending.delete(id);
  changed();
}

/** Hides it. `carryOutDeletion` or `cancelDeletion` has to follow. */
export function announceDeletion(id: string): void {
  pending.set(id, "undoable");
  changed();
}

export function cancelDeletion(id: string): void {
  if (pending.get(id) !== "undoable") return;
  pending.delete(id);
  changed();
}

/** Tells the server now; `keepalive` lets the request outlive the page. */
export function flushDeletions(): void {
  for (const id of pending.keys()) {
    void fetch(`/api/conversations/${encodeURIComponent(id)}`, {
      method: "DELETE",
      headers: { "X-NodePilot": "1" },
      keepalive: true,
    });
  }
}

/** What the page before this one said when it went away needs a moment to arrive. */
const GRACE = 1500;

/** Hides what an earlier page was about to delete, and deletes what is still there after a moment. */
export async function resumeDeletions(onDone: () => Promise<unknown>): Promise<void> {
  const left = readLeft();
  if (left.length === 0) return;
  for (const id of left) pending.set(id, "told");
  changed();
  await new Promise((resolve) => {
    setTimeout(resolve, GRACE);
  });
  const there = new Set((await listConversations().catch(() => [])).map(({ id }) => id));
  await Promise.all(left.filter((id) => there.has(id)).map((id) => carryOutDeletion(id, onDone)));
  await onDone();
  for (const id of left) pending.delete(id);
  changed();
}

function readLeft(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePendingDeletions(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => snapshot);
}
