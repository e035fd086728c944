/** The page's addresses: `/` starts a new conversation, `/c/ID` shows one, `/shared/TOKEN` a shared one, `/workflows` the
 * library, `/templates` and `/nodes` what there is to begin with, `/billing` credits and the plan, `/admin` what
 * administrators see, `/help` how all of it is used. */

import { useSyncExternalStore } from "react";

export type AccountPage = "sign-in" | "sign-up" | "reset";

export type Route =
  | { page: "chat"; conversationId: string | null }
  | { page: "shared"; token: string }
  | { page: "workflows"; workflowId: string | null }
  | { page: "templates"; templateKey: string | null }
  | { page: "nodes"; nodeType: string | null }
  | { page: "billing" }
  | { page: "help" }
  | { page: "admin"; part: string; item: string | null }
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
  const [first = "", ...rest] = path.split("/").filter(Boolean).map(decode);
  const [second = null] = rest;
  if (first === "nodes") return { page: "nodes", nodeType: rest.length > 1 ? typeOfParts(rest) : null };
  if (first === "admin" && rest.length <= 2) return { page: "admin", part: second ?? "", item: rest[1] ?? null };
  if (rest.length <= 1) {
    if (first === "shared" && second) return { page: "shared", token: second };
    if (first === "workflows") return { page: "workflows", workflowId: second };
    if (first === "templates") return { page: "templates", templateKey: second };
    if (first === "c") return { page: "chat", conversationId: second };
  }
  if (rest.length === 0) {
    if (first === "billing" || first === "help") return { page: first };
    if (ACCOUNT_PAGES.has(first)) return { page: first as AccountPage };
  }
  return { page: "chat", conversationId: null };
}

/** A dot in the last part of an address would mean a file to the server, so the name comes after a slash. */
function typeOfParts(parts: string[]): string {
  return `${parts.slice(0, -1).join("/")}.${parts.at(-1) ?? ""}`;
}

export function pathOf(conversationId: string | null): string {
  return conversationId ? `/c/${encodeURIComponent(conversationId)}` : "/";
}

export function workflowPath(id: string | null): string {
  return id ? `/workflows/${encodeURIComponent(id)}` : "/workflows";
}

export function templatePath(key: string | null): string {
  return key ? `/templates/${encodeURIComponent(key)}` : "/templates";
}

export function nodePath(type: string | null): string {
  if (!type) return "/nodes";
  const dot = type.lastIndexOf(".");
  return `/nodes/${[...type.slice(0, dot).split("/"), type.slice(dot + 1)].map(encodeURIComponent).join("/")}`;
}

/** Whether the server is on the machine of the browser, where its owner needs no account. */
export function isOwnMachine(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
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
