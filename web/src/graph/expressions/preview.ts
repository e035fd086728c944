/** What a text with `{{ … }}` would give for an item as the nodes before are known to make it. */

import type { InputField, InputNode } from "@/api/editing";
import type { Json, JsonObject } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";

import { evaluate, textOf } from "./evaluate";
import { Unreadable } from "./tokens";
import type { Value } from "./values";
import { Method, Sample, Source } from "./values";

export interface Piece {
  /** `value`: known; `sample`: stands for what a run will bring; `unknown`: an expression beyond a preview; `error`: no expression. */
  kind: "text" | "value" | "sample" | "unknown" | "error";
  text: string;
}

const PARTS = /(\{\{[\s\S]*?\}\})/;

export function previewOf(text: string, inputs: readonly InputNode[], now = new Date()): Piece[] {
  const scope = scopeOf(inputs, now);
  return text
    .split(PARTS)
    .filter(Boolean)
    .map((part): Piece => {
      if (!part.startsWith("{{") || !part.endsWith("}}")) return { kind: part.includes("{{") ? "error" : "text", text: part };
      const source = part.slice(2, -2).trim();
      if (!source) return { kind: "error", text: part };
      try {
        return pieceOf(evaluate(source, scope));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        return { kind: balanced(source) ? "unknown" : "error", text: part };
      }
    });
}

function pieceOf(value: Value): Piece {
  if (value instanceof Sample) return { kind: "sample", text: `‹${value.name}›` };
  if (value instanceof Source || value instanceof Method) throw new Unreadable();
  return { kind: "value", text: value === undefined ? "undefined" : textOf(value) };
}

/** Whether all brackets and quotes are closed: what is left open is a mistake, whatever it says. */
function balanced(source: string): boolean {
  const bare = source.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "");
  if (/["'`]/.test(bare)) return false;
  const open: string[] = [];
  const partner: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
  for (const character of bare) {
    if ("([{".includes(character)) open.push(character);
    else if (partner[character] && open.pop() !== partner[character]) return false;
  }
  return open.length === 0;
}

function scopeOf(inputs: readonly InputNode[], now: Date): (name: string) => Value {
  const direct = inputs.find((input) => input.direct);
  const nodes = new Map(inputs.map((input) => [input.node, itemOf(input.fields, input.node)]));
  const current = direct ? nodes.get(direct.node) : new Source((name) => new Sample(name));
  const input = currentInput(current);
  return (name) => {
    switch (name) {
      case "$json":
        return current;
      case "$input":
        return input;
      case "$":
        return new Source(
          () => undefined,
          ([node]) => currentInput(nodes.get(String(node)) ?? new Source((field) => new Sample(field))),
        );
      case "$node":
        return new Source((node) => currentInput(nodes.get(node) ?? new Source((field) => new Sample(field))));
      case "$now":
        return momentOf(now);
      case "$today":
        return momentOf(new Date(now.getFullYear(), now.getMonth(), now.getDate()));
      case "$itemIndex":
      case "$runIndex":
        return 0;
      default:
        if (name.startsWith("$")) return new Sample(name);
        throw new Unreadable();
    }
  };
}

/** What stands behind `$input` and `$('A node')`: its item, in all the ways in which one asks for it. */
function currentInput(json: Value): Source {
  const item = new Source((name) => (name === "json" ? json : new Sample(name)));
  return new Source((name) => {
    if (name === "item") return item;
    if (name === "json") return json;
    if (name === "first" || name === "last") return new Source(() => undefined, () => item);
    return new Sample(name);
  });
}

/** An item with the known fields; one that is not known may be there all the same. */
function itemOf(fields: readonly InputField[], prefix: string): Source {
  const examples: JsonObject = {};
  for (const { path, example } of fields) {
    if (example !== undefined && /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(path)) place(examples, path.split("."), example);
  }
  return openObject(examples, prefix);
}

function openObject(known: JsonObject, prefix: string): Source {
  return new Source((name) => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (isObject(value)) return openObject(value, `${prefix}.${name}`);
    return value ?? new Sample(name);
  });
}

function place(into: JsonObject, [key = "", ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const inner = Object.hasOwn(into, key) ? into[key] : undefined;
  const next: JsonObject = isObject(inner) ? inner : {};
  if (next !== inner) Object.defineProperty(into, key, { value: next, enumerable: true, configurable: true, writable: true });
  place(next, rest, value);
}

const two = (value: number) => String(value).padStart(2, "0");

/** n8n's `$now`, as far as a preview needs it. */
function momentOf(date: Date): Source {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const parts: Record<string, string> = {
    yyyy: String(date.getFullYear()),
    MM: two(date.getMonth() + 1),
    dd: two(date.getDate()),
    HH: two(date.getHours()),
    mm: two(date.getMinutes()),
    ss: two(date.getSeconds()),
  };
  return new Source((name) => {
    if (name === "toISODate") return new Method(() => day);
    if (name === "toISO") return new Method(() => date.toISOString());
    if (name === "toFormat") {
      return new Method(([format]) =>
        typeof format === "string" && !/[A-Za-z]/.test(format.replaceAll(/yyyy|MM|dd|HH|mm|ss/g, ""))
          ? format.replaceAll(/yyyy|MM|dd|HH|mm|ss/g, (part) => parts[part] ?? part)
          : new Sample(String(format)),
      );
    }
    if (name === "year") return date.getFullYear();
    if (name === "month") return date.getMonth() + 1;
    if (name === "day") return date.getDate();
    return new Sample(`$now.${name}`);
  });
}
