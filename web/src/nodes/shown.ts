/** Which parameters of a node type are there for an operation, as n8n's display options say. */

import type { NodeParameter } from "@/api/reference";
import { isObject } from "@/graph/workflow";

/** What is known of the other parameters; `@version` is the node's version. */
export type Known = Readonly<Record<string, unknown>>;

/** Kinds that are for n8n's editor alone: nothing is filled in there. */
const FOR_THE_EDITOR = new Set(["callout", "button", "curlImport", "icon"]);

function compare(condition: Record<string, unknown>, value: unknown): boolean {
  return Object.entries(condition).every(([operator, wanted]) => {
    if (operator === "eq") return value === wanted;
    if (operator === "not") return value !== wanted;
    if (operator === "exists") return value !== undefined;
    if (typeof value !== "number" || typeof wanted !== "number") return true;
    if (operator === "gte") return value >= wanted;
    if (operator === "gt") return value > wanted;
    if (operator === "lte") return value <= wanted;
    if (operator === "lt") return value < wanted;
    return true;
  });
}

function matches(wanted: unknown, value: unknown): boolean {
  const condition = isObject(wanted) ? wanted["_cnd"] : null;
  return isObject(condition) ? compare(condition, value) : wanted === value;
}

const plain = (name: string) => name.replace(/^\//, "");

/** False only where something that is known speaks against it. */
export function isShown(parameter: NodeParameter, known: Known): boolean {
  if (FOR_THE_EDITOR.has(parameter.type)) return false;
  return Object.entries(parameter.shown_for).every(([name, values]) => {
    const other = plain(name);
    return !Object.hasOwn(known, other) || values.some((wanted) => matches(wanted, known[other]));
  });
}

/** What else has to hold, by the names of other parameters; what is known already is left out. */
export function conditionsOf(parameter: NodeParameter, known: Known): [string, string[]][] {
  return Object.entries(parameter.shown_for)
    .map(([name, values]): [string, string[]] => [plain(name), values.filter((value) => typeof value !== "object").map(String)])
    .filter(([name, values]) => !name.startsWith("@") && !Object.hasOwn(known, name) && values.length > 0);
}

/** A default in a few words; null where there is none worth telling. */
export function defaultText({ default: value, choices }: NodeParameter): string | null {
  const chosen = choices.find((choice) => choice.value === value);
  if (chosen) return chosen.name;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string" && value.trim()) return value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return null;
}
