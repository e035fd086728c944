import type { Json } from "@/graph/workflow";

import { ExpressionInput } from "./ExpressionInput";
import { TextInput } from "./TextInput";

/** A text that may as well be an expression, in a row of others. A text that begins with `=` is one. */
export function CellInput({ label, value, onCommit }: { label: string; value: Json | undefined; onCommit: (text: string) => void }) {
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.startsWith("=") ? (
    <ExpressionInput label={label} value={text} onCommit={onCommit} />
  ) : (
    <TextInput label={label} value={text} onCommit={onCommit} />
  );
}
