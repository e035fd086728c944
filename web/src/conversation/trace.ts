/** What the pointer or the keyboard is on, in the request or on the canvas, so that the other side lights up. */

import { useSyncExternalStore } from "react";

import type { Span } from "@/api/contract";
import type { Place } from "@/graph/provenance";

export interface Trace {
  /** Nodes and parameters that the words under the pointer became. */
  places: readonly Place[];
  /** Words that the node or parameter under the pointer came from. */
  spans: readonly Span[];
}

const NOTHING: Trace = { places: [], spans: [] };

let current: Trace = NOTHING;
const listeners = new Set<() => void>();

function write(next: Trace): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export const traceWords = (places: readonly Place[]) => write({ places, spans: [] });
export const tracePlace = (spans: readonly Span[]) => write({ places: [], spans });
export const clearTrace = () => write(NOTHING);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTrace(): Trace {
  return useSyncExternalStore(subscribe, () => current);
}
