import clsx from "clsx";

import { useDraft } from "./useDraft";

export const BOX =
  "w-full rounded-md border border-line-strong bg-surface px-2 text-sm -outline-offset-1 focus:border-accent";

const LONG_TEXTS = /text|message|content|html|body|prompt|query|code|description|json|css|sql/i;

interface TextInputProps {
  id?: string;
  label: string;
  value: string;
  /** What it refuses (false) goes. */
  onCommit: (text: string) => boolean | void;
  /** A last part of a path, or a name of an editor: tells whether such texts have several lines. */
  name?: string;
  secret?: boolean;
  code?: boolean;
  invalid?: string | null;
}

/** One line or several, as such texts usually have. */
export function TextInput({ id, label, value, onCommit, name = "", secret = false, code = false, invalid = null }: TextInputProps) {
  const multiline = !secret && (code || value.includes("\n") || LONG_TEXTS.test(name));
  const { draft, setDraft, leave, onKeyDown } = useDraft(value, onCommit, multiline);
  const shared = {
    id,
    "aria-label": label,
    "aria-invalid": invalid ? true : undefined,
    value: draft,
    onBlur: leave,
    onKeyDown,
    spellCheck: !code,
  };
  return multiline ? (
    <textarea
      {...shared}
      onChange={(event) => setDraft(event.target.value)}
      className={clsx(BOX, "field-sizing-content block max-h-72 min-h-14 resize-y py-1.5", code ? "font-mono text-xs leading-5" : "")}
    />
  ) : (
    <input
      {...shared}
      type={secret ? "password" : "text"}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      className={clsx(BOX, "h-8")}
    />
  );
}
