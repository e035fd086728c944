/** What an expression works with while it is previewed: values, and stand-ins for what only a run will know. */

import { own } from "@/graph/own";
import type { Json } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";

import { Unreadable } from "./tokens";

/** Stands for a value that nobody has yet; `name` says which one it will be. */
export class Sample {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** An object of n8n's own whose members are asked for by name. */
export class Source {
  readonly member: (name: string) => Value;
  readonly call: ((values: Value[]) => Value) | null;

  constructor(member: (name: string) => Value, called: ((values: Value[]) => Value) | null = null) {
    this.member = member;
    this.call = called;
  }
}

export type Value = Json | undefined | Sample | Source | Method;

/** A method of a value, not called yet. */
export class Method {
  readonly run: (values: Value[]) => Value;

  constructor(run: (values: Value[]) => Value) {
    this.run = run;
  }
}

/** No preview grows beyond this, whatever is asked of it. */
const LONGEST = 2000;

const text = (value: Value) => (typeof value === "string" ? value : String(value));
const whole = (value: Value) => (typeof value === "number" ? value : undefined);
const cut = (made: string) => made.slice(0, LONGEST);

const TEXTS: Record<string, (self: string, values: Value[]) => Value> = {
  toUpperCase: (self) => self.toUpperCase(),
  toLowerCase: (self) => self.toLowerCase(),
  trim: (self) => self.trim(),
  slice: (self, [from, to]) => self.slice(whole(from), whole(to)),
  substring: (self, [from, to]) => self.slice(Math.max(0, whole(from) ?? 0), whole(to)),
  replace: (self, [what, by]) => cut(self.replace(text(what), () => text(by))),
  replaceAll: (self, [what, by]) => cut(self.split(text(what)).join(text(by))),
  split: (self, [by]) => self.split(text(by)),
  includes: (self, [what]) => self.includes(text(what)),
  startsWith: (self, [what]) => self.startsWith(text(what)),
  endsWith: (self, [what]) => self.endsWith(text(what)),
  concat: (self, values) => cut(self + values.map(text).join("")),
  toString: (self: string) => self,
  toTitleCase: (self) => self.replaceAll(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
};

const NUMBERS: Record<string, (self: number, values: Value[]) => Value> = {
  toFixed: (self, [digits]) => self.toFixed(Math.max(0, Math.min(20, whole(digits) ?? 0))),
  toString: (self: number) => String(self),
  round: (self, [digits]) => Number(self.toFixed(Math.max(0, Math.min(20, whole(digits) ?? 0)))),
};

const LISTS: Record<string, (self: Json[], values: Value[]) => Value> = {
  join: (self, [by]) => cut(self.map(String).join(by === undefined ? "," : text(by))),
  includes: (self, [what]) => self.some((item) => item === what),
  first: (self) => self[0],
  last: (self) => self.at(-1),
  slice: (self, [from, to]) => self.slice(whole(from), whole(to)),
};

function methodOf<Self>(methods: Record<string, (self: Self, values: Value[]) => Value>, self: Self, name: string): Method | null {
  const found = own(methods, name);
  return found ? new Method((values) => found(self, values)) : null;
}

/** A member of a value; a stand-in's members are stand-ins. */
export function memberOf(value: Value, name: string): Value {
  if (value instanceof Sample) return new Sample(/^\d+$/.test(name) ? `${value.name}[${name}]` : `${value.name}.${name}`);
  if (value instanceof Source) return value.member(name);
  if (typeof value === "string") {
    if (name === "length") return value.length;
    return methodOf(TEXTS, value, name) ?? value[Number(name)];
  }
  if (typeof value === "number") return methodOf(NUMBERS, value, name) ?? undefined;
  if (Array.isArray(value)) {
    if (name === "length") return value.length;
    return methodOf(LISTS, value, name) ?? value[Number(name)];
  }
  if (isObject(value)) return own(value, name);
  throw new Unreadable();
}

export function call(value: Value, values: Value[]): Value {
  if (value instanceof Sample) return new Sample(`${value.name}()`.replace(/\.\w+\(\)$/, ""));
  const open = values.find((each) => each instanceof Sample);
  if (value instanceof Source && value.call) return value.call(values);
  if (value instanceof Method) return open ?? value.run(values);
  throw new Unreadable();
}
