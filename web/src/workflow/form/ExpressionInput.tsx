import { Plus } from "lucide-react";
import { useRef } from "react";

import type { InputNode } from "@/api/editing";
import { previewOf } from "@/graph/expressions/preview";
import { useMessages } from "@/i18n";

import { useFormContext } from "./context";
import { BOX } from "./TextInput";
import { useDraft } from "./useDraft";

interface ExpressionInputProps {
  id?: string;
  label: string;
  /** Begins with `=`. */
  value: string;
  onCommit: (text: string) => void;
}

/** An expression, and what it would give for an item as the nodes before are known to make it. */
export function ExpressionInput({ id, label, value, onCommit }: ExpressionInputProps) {
  const t = useMessages();
  const { inputs } = useFormContext();
  const box = useRef<HTMLTextAreaElement>(null);
  const { draft, setDraft, leave, onKeyDown } = useDraft(value.slice(1), (text) => onCommit(`=${text}`), true);
  const insert = (reference: string) => {
    const at = box.current?.selectionStart ?? draft.length;
    const text = `${draft.slice(0, at)}{{ ${reference} }}${draft.slice(box.current?.selectionEnd ?? at)}`;
    setDraft(text);
    onCommit(`=${text}`);
  };
  return (
    <div className="overflow-hidden rounded-md border border-ai/40 focus-within:border-ai">
      <textarea
        ref={box}
        {...(id ? { id } : {})}
        aria-label={`${label}, ${t.inspector.expression}`}
        value={draft}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={leave}
        onKeyDown={onKeyDown}
        className={`${BOX} block field-sizing-content max-h-72 min-h-8 resize-y rounded-none border-0 py-1.5 font-mono text-xs leading-5 focus:ring-0`}
      />
      <Preview text={draft} inputs={inputs} />
      {inputs.some(({ fields }) => fields.length) ? <FieldPicker inputs={inputs} label={label} onPick={insert} /> : null}
    </div>
  );
}

const LOOKS = {
  text: "",
  value: "text-text",
  sample: "rounded bg-ai-soft px-0.5 text-ai",
  unknown: "text-code-expression",
  error: "text-danger underline decoration-wavy",
};

function Preview({ text, inputs }: { text: string; inputs: InputNode[] }) {
  const t = useMessages();
  const pieces = previewOf(text, inputs);
  const wrong = pieces.find((piece) => piece.kind === "error");
  return (
    <div className="border-t border-line bg-sunken px-2 py-1 text-xs">
      <p className="text-2xs text-faint">{t.editing.preview}</p>
      <p className="max-h-32 overflow-y-auto break-words whitespace-pre-wrap text-soft">
        {pieces.map((piece, index) => (
          // The preview is drawn anew as a whole.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className={LOOKS[piece.kind]}>
            {piece.text}
          </span>
        ))}
      </p>
      {wrong ? <p className="text-danger">{t.editing.brokenExpression}</p> : null}
    </div>
  );
}

function FieldPicker({ inputs, label, onPick }: { inputs: InputNode[]; label: string; onPick: (reference: string) => void }) {
  const t = useMessages();
  return (
    <div className="flex items-center gap-1.5 border-t border-line bg-sunken px-2 py-1">
      <Plus className="size-3.5 shrink-0 text-faint" aria-hidden />
      <select
        value=""
        aria-label={`${t.editing.insertField}: ${label}`}
        onChange={(event) => {
          if (event.target.value) onPick(event.target.value);
        }}
        className="h-6 min-w-0 flex-1 rounded bg-transparent text-xs text-soft"
      >
        <option value="">{t.editing.insertField}</option>
        {inputs.map(({ node, direct, fields }) =>
          fields.length ? (
            <optgroup key={node} label={node}>
              {fields.map(({ path, type }) => (
                <option key={path} value={referenceTo(node, direct, path)}>
                  {`${path} (${type})`}
                </option>
              ))}
            </optgroup>
          ) : null,
        )}
      </select>
    </div>
  );
}

function referenceTo(node: string, direct: boolean, path: string): string {
  const start = direct ? "$json" : `$('${node.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}').item.json`;
  return path.startsWith("[") ? `${start}${path}` : /^[\p{L}_$][\p{L}\p{N}_$]*([.[]|$)/u.test(path) ? `${start}.${path}` : `${start}[${JSON.stringify(path)}]`;
}
