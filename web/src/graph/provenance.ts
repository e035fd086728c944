/** The source map between the words of a request and the nodes and parameters that came from them. */

import type { Provenance, Span } from "@/api/contract";

import { sameJson } from "./diff";
import { emptyRecord, own } from "./own";
import type { JsonObject } from "./workflow";
import { readWorkflow } from "./workflow";

export interface Place {
  node: string;
  /** Dotted parameter path; "" is the node itself. */
  path: string;
}

/** A stretch of the request; `places` is empty where the words became nothing. */
export interface Segment {
  text: string;
  start: number;
  end: number;
  places: Place[];
}

interface Mark {
  start: number;
  end: number;
  place: Place;
}

function marksOf(provenance: Provenance, length: number): Mark[] {
  const marks: Mark[] = [];
  for (const [node, origins] of Object.entries(provenance)) {
    for (const [path, origin] of Object.entries(origins)) {
      if (!origin?.span) continue;
      const start = Math.max(0, Math.min(origin.span[0], length));
      const end = Math.max(start, Math.min(origin.span[1], length));
      if (end > start) marks.push({ start, end, place: { node, path } });
    }
  }
  return marks;
}

/**
 * Cuts the request where spans begin or end. Spans count code points (as Python does), so that an emoji is
 * one character; white space at the edges of a marked stretch stays outside it.
 */
export function segmentRequest(request: string, provenance: Provenance): Segment[] {
  const characters = [...request];
  const marks = marksOf(provenance, characters.length);
  const cuts = new Set([0, characters.length]);
  for (const { start, end } of marks) cuts.add(start).add(end);
  const edges = [...cuts].sort((a, b) => a - b);
  const segments: Segment[] = [];
  edges.slice(0, -1).forEach((start, index) => {
    const end = edges[index + 1] ?? start;
    const places = marks.filter((mark) => mark.start <= start && mark.end >= end).map((mark) => mark.place);
    segments.push({ text: characters.slice(start, end).join(""), start, end, places });
  });
  return segments;
}

/** The words that `node` (and, when given, one of its parameters) came from. */
export function spansOf(provenance: Provenance, node: string, path?: string): Span[] {
  const origins = Object.entries(own(provenance, node) ?? {});
  return origins.filter(([at, origin]) => origin.span && (path === undefined || at === path)).map(([, { span }]) => span as Span);
}

export function wordsAt(request: string, span: Span): string {
  return [...request].slice(span[0], span[1]).join("").trim();
}

/** The origins that still hold: those of nodes and parameters which are now as they were when they were made. */
export function ownProvenance(provenance: Provenance, made: JsonObject, now: JsonObject): Provenance {
  const before = new Map(readWorkflow(made)?.nodes.map((node) => [node.name, node]));
  const kept = emptyRecord<Provenance[string]>();
  for (const node of readWorkflow(now)?.nodes ?? []) {
    const origins = own(provenance, node.name);
    const old = before.get(node.name);
    if (!origins || !old) continue;
    const same = ([path]: [string, unknown]) => {
      const [top = ""] = path.split(/[.[]/);
      return path === "" ? old.type === node.type : sameJson(own(old.parameters, top), own(node.parameters, top));
    };
    kept[node.name] = Object.fromEntries(Object.entries(origins).filter(same));
  }
  return kept;
}
