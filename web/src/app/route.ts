/** The page's addresses: `/` starts a new conversation, `/c/ID` shows one. */

import { useSyncExternalStore } from "react";

export interface Route {
  conversationId: string | null;
}

const listeners = new Set<() => void>();

export function parsePath(path: string): Route {
  const found = /^\/c\/([^/]+)\/?$/.exec(path);
  return { conversationId: found?.[1] ? decodeURIComponent(found[1]) : null };
}

export function pathOf(conversationId: string | null): string {
  return conversationId ? `/c/${encodeURIComponent(conversationId)}` : "/";
}

let path = typeof location === "undefined" ? "/" : location.pathname;
let route = parsePath(path);

function refresh(): void {
  path = location.pathname;
  route = parsePath(path);
  for (const listener of listeners) listener();
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname) return;
  if (options.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  refresh();
}

export function currentRoute(): Route {
  return route;
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("popstate", refresh);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("popstate", refresh);
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}
