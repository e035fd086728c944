/**
 * A reader of simple expressions: members, calls of harmless methods, operators, literals. It walks the text itself and
 * never lets the browser run it; what it does not know is `Unreadable`, and the preview shows the expression instead.
 */

import type { Json, JsonObject } from "@/graph/workflow";

import type { Token } from "./tokens";
import { tokensOf, Unreadable } from "./tokens";
import type { Value } from "./values";
import { call, memberOf, Sample } from "./values";

export type Scope = (name: string) => Value;

/** Operators from the loosest to the tightest. */
const LEVELS: string[][] = [["??"], ["||"], ["&&"], ["==", "!=", "===", "!=="], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "%"]];
const WORDS: Record<string, Value> = { true: true, false: false, null: null, undefined };
const DEEPEST = 40;

class Reader {
  private readonly tokens: Token[];
  private readonly scope: Scope;
  private at = 0;
  private depth = 0;

  constructor(tokens: Token[], scope: Scope) {
    this.tokens = tokens;
    this.scope = scope;
  }

  whole(): Value {
    const value = this.choice();
    if (this.at < this.tokens.length) throw new Unreadable();
    return value;
  }

  private choice(): Value {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Unreadable();
    const condition = this.level(0);
    let value = condition;
    if (this.takes("?")) {
      const yes = this.choice();
      this.needs(":");
      const no = this.choice();
      // Which of the two it will be, the run will tell.
      value = condition instanceof Sample ? new Sample(`${nameOf(yes)} / ${nameOf(no)}`) : condition ? yes : no;
    }
    this.depth -= 1;
    return value;
  }

  private level(index: number): Value {
    const operators = LEVELS[index];
    if (!operators) return this.unary();
    let left = this.level(index + 1);
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind !== "mark" || !operators.includes(token.text)) return left;
      this.at += 1;
      left = combine(token.text, left, this.level(index + 1));
    }
  }

  private unary(): Value {
    if (this.takes("!")) {
      const value = this.unary();
      return value instanceof Sample ? value : !value;
    }
    if (this.takes("-")) {
      const value = this.unary();
      return value instanceof Sample ? value : -Number(value);
    }
    return this.chain();
  }

  private chain(): Value {
    let value = this.primary();
    for (;;) {
      if (this.takes("?.")) {
        if (value === undefined || value === null) value = new Sample("");
        else if (this.takes("[")) value = this.indexed(value);
        else value = memberOf(value, this.name());
      } else if (this.takes(".")) value = memberOf(value, this.name());
      else if (this.takes("[")) value = this.indexed(value);
      else if (this.takes("(")) value = call(value, this.list(")"));
      else return value;
    }
  }

  private indexed(value: Value): Value {
    const key = this.choice();
    this.needs("]");
    if (key instanceof Sample) return new Sample(key.name);
    return memberOf(value, String(key));
  }

  private primary(): Value {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === "number" || token?.kind === "string") return token.value;
    if (token?.kind === "name") return Object.hasOwn(WORDS, token.text) ? WORDS[token.text] : this.scope(token.text);
    if (token?.text === "(") {
      const value = this.choice();
      this.needs(")");
      return value;
    }
    if (token?.text === "[") return this.list("]").map(plain);
    if (token?.text === "{") return this.object();
    throw new Unreadable();
  }

  private list(end: string): Value[] {
    const values: Value[] = [];
    while (!this.takes(end)) {
      if (values.length) this.needs(",");
      values.push(this.choice());
    }
    return values;
  }

  private object(): Value {
    const made: JsonObject = {};
    while (!this.takes("}")) {
      if (Object.keys(made).length) this.needs(",");
      const token = this.tokens[this.at];
      this.at += 1;
      const key = token?.kind === "name" ? token.text : token?.kind === "string" ? token.value : null;
      if (key === null) throw new Unreadable();
      this.needs(":");
      Object.defineProperty(made, key, { value: plain(this.choice()), enumerable: true, configurable: true, writable: true });
    }
    return made;
  }

  private takes(mark: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== "mark" || token.text !== mark) return false;
    this.at += 1;
    return true;
  }

  private needs(mark: string): void {
    if (!this.takes(mark)) throw new Unreadable();
  }

  private name(): string {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind !== "name") throw new Unreadable();
    return token.text;
  }
}

function plain(value: Value): Json {
  if (value instanceof Sample) return `‹${value.name}›`;
  if (value === undefined) return null;
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) throw new Unreadable();
  return value as Json;
}

export const nameOf = (value: Value) => (value instanceof Sample ? value.name : typeof value === "string" ? value : (JSON.stringify(plain(value)) ?? ""));

function combine(operator: string, left: Value, right: Value): Value {
  if (operator === "??" || operator === "||") return left instanceof Sample ? left : operator === "??" ? (left ?? right) : left || right;
  if (operator === "&&") return left instanceof Sample ? right : left && right;
  if (left instanceof Sample || right instanceof Sample) {
    if (operator === "+") return new Sample(`${nameOf(left)}${typeof left === "string" || typeof right === "string" ? "" : " + "}${nameOf(right)}`);
    return new Sample(`${nameOf(left)} ${operator} ${nameOf(right)}`);
  }
  const [a, b] = [plain(left), plain(right)];
  switch (operator) {
    case "+":
      return typeof a === "number" && typeof b === "number" ? a + b : `${textOf(a)}${textOf(b)}`;
    case "-":
      return Number(a) - Number(b);
    case "*":
      return Number(a) * Number(b);
    case "/":
      return Number(a) / Number(b);
    case "%":
      return Number(a) % Number(b);
    case "<":
      return Number(a) < Number(b);
    case ">":
      return Number(a) > Number(b);
    case "<=":
      return Number(a) <= Number(b);
    case ">=":
      return Number(a) >= Number(b);
    case "!=":
    case "!==":
      return a !== b;
    default:
      return a === b;
  }
}

export function textOf(value: Json): string {
  return typeof value === "string" ? value : typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** The value of one expression, without its brackets. Throws `Unreadable`. */
export function evaluate(source: string, scope: Scope): Value {
  return new Reader(tokensOf(source), scope).whole();
}
