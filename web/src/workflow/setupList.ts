/** What a person still has to do, as one list of things to tick off. */

import type { Setup } from "@/api/contract";
import { humanize } from "@/graph/names";

export interface SetupItem {
  /** Stable for the same thing in the same conversation. */
  id: string;
  kind: "credentials" | "placeholders" | "assumptions";
  text: string;
  /** How to get it, and the least it has to be allowed. */
  where?: string;
  scopes?: string;
  nodes: string[];
}

/** One item for each credential type, however many nodes need it. */
export function setupItems(setup: Setup | null): SetupItem[] {
  if (!setup) return [];
  const credentials = new Map<string, SetupItem>();
  for (const { node, type, name, where, scopes } of setup.credentials) {
    const item = credentials.get(type) ?? {
      id: `credential:${type}`,
      kind: "credentials",
      text: name || humanize(type),
      ...(where && { where }),
      ...(scopes && { scopes }),
      nodes: [],
    };
    if (!item.nodes.includes(node)) item.nodes.push(node);
    credentials.set(type, item);
  }
  const placeholders = setup.placeholders.map(
    ({ node, parameter, what }): SetupItem => ({
      id: `placeholder:${node}:${parameter}`,
      kind: "placeholders",
      text: what || humanize(parameter),
      nodes: [node],
    }),
  );
  const assumptions = setup.assumptions.map(
    ({ text, node }): SetupItem => ({ id: `assumption:${text}`, kind: "assumptions", text, nodes: node ? [node] : [] }),
  );
  return [...credentials.values(), ...placeholders, ...assumptions];
}

const KEY = "nodepilot.ticks.";

export function readTicks(scope: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY + scope) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function writeTicks(scope: string, ids: readonly string[]): void {
  try {
    localStorage.setItem(KEY + scope, JSON.stringify(ids));
  } catch {
    // Then the ticks live as long as the page.
  }
}
