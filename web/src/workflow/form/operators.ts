/** How n8n's conditions compare, by the type of the value at the left. */

import { own } from "@/graph/own";

const ANY = ["exists", "notExists", "empty", "notEmpty"];

const OPERATIONS: Record<string, string[]> = {
  string: ["equals", "notEquals", "contains", "notContains", "startsWith", "notStartsWith", "endsWith", "notEndsWith", "regex", "notRegex", ...ANY],
  number: ["equals", "notEquals", "gt", "lt", "gte", "lte", ...ANY],
  dateTime: ["equals", "notEquals", "after", "before", "afterOrEquals", "beforeOrEquals", ...ANY],
  boolean: ["true", "false", "equals", "notEquals", ...ANY],
  array: ["contains", "notContains", "lengthEquals", "lengthNotEquals", "lengthGt", "lengthLt", "lengthGte", "lengthLte", ...ANY],
  object: ANY,
};

export const FILTER_TYPES = Object.keys(OPERATIONS);

/** The operations of a type; `current` is among them even if n8n does not know it. */
export function operationsOf(type: string, current: string): string[] {
  const known = own(OPERATIONS, type) ?? ANY;
  return current === "" || known.includes(current) ? known : [current, ...known];
}

export function takesNoValue(type: string, operation: string): boolean {
  return ANY.includes(operation) || (type === "boolean" && (operation === "true" || operation === "false"));
}
