/** JSON cut into coloured pieces, line by line. */

export type PieceKind = "key" | "string" | "number" | "word" | "expression" | "plain";

export interface Piece {
  kind: PieceKind;
  text: string;
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** The pieces of one line of `JSON.stringify(value, null, 2)`; joined, they are the line. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const push = (kind: PieceKind, text: string) => {
    if (text) pieces.push({ kind, text });
  };
  for (const found of line.matchAll(TOKEN)) {
    push("plain", line.slice(at, found.index));
    const [whole, text, colon, number, word] = found;
    if (text !== undefined) {
      push(colon === undefined ? (text.startsWith('"=') ? "expression" : "string") : "key", text);
      push("plain", colon ?? "");
    } else {
      push(number === undefined ? "word" : "number", number ?? word ?? "");
    }
    at = found.index + whole.length;
  }
  push("plain", line.slice(at));
  return pieces;
}
