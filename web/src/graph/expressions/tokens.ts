/** The words of an expression. Only what a preview can follow is known; everything else is `Unreadable`. */

export class Unreadable extends Error {}

export type Token =
  | { kind: "name"; text: string }
  | { kind: "number"; value: number }
  | { kind: "string"; value: string }
  | { kind: "mark"; text: string };

const PATTERN =
  /\s+|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>\d+(?:\.\d+)?)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<mark>===|!==|==|!=|<=|>=|&&|\|\||\?\?|\?\.|[-+*/%<>!?:.,()[\]{}])/uy;

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r" };

export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < source.length) {
    const found = PATTERN.exec(source);
    if (!found) throw new Unreadable();
    const { name, number, string, mark } = found.groups ?? {};
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (number !== undefined) tokens.push({ kind: "number", value: Number(number) });
    else if (string !== undefined) tokens.push({ kind: "string", value: unescaped(string.slice(1, -1)) });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark });
  }
  return tokens;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}
