/** The page's addresses: `/` starts a new conversation, `/c/ID` shows one, `/shared/TOKEN` a shared one, `/workflows` the library,
 * `/billing` credits and the plan. */

import { useSyncExternalStore } from "react";

export type AccountPage = "sign-in" | "sign-up" | "reset";

export type Route =
  | { page: "chat"; conversationId: string | null }
  | { page: "shared"; token: string }
  | { page: "workflows"; workflowId: string | null }
  | { page: "billing" }
  | { page: AccountPage };

const listeners = new Set<() => void>();
const ACCOUNT_PAGES: ReadonlySet<string> = new Set<AccountPage>(["sign-in", "sign-up", "reset"]);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parsePath(path: string): Route {
  const [first = "", second = "", ...rest] = path.split("/").filter(Boolean);
  if (first === "shared" && second && rest.length === 0) return { page: "shared", token: decode(second) };
  if (first === "workflows" && rest.length === 0) return { page: "workflows", workflowId: second ? decode(second) : null };
  if (first === "billing" && !second) return { page: "billing" };
  if (ACCOUNT_PAGES.has(first) && !second) return { page: first as AccountPage };
  const isConversation = first === "c" && second && rest.length === 0;
  return { page: "chat", conversationId: isConversation ? decode(second) : null };
}

export function pathOf(conversationId: string | null): string {
  return conversationId ? `/c/${encodeURIComponent(conversationId)}` : "/";
}

let route: Route = parsePath(typeof location === "undefined" ? "/" : location.pathname);

function refresh(): void {
  route = parsePath(location.pathname);
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

/** The conversation that the address names, if it names one. */
export function currentConversation(): string | null {
  return route.page === "chat" ? route.conversationId : null;
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
