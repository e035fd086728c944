import { useState } from "react";

import type { Json } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { TextInput } from "./TextInput";

interface JsonInputProps {
  id?: string;
  label: string;
  value: Json;
  /** Whether the value is the text itself, as in n8n's JSON fields, or what the text means. */
  asText: boolean;
  onCommit: (value: Json) => void;
}

/** JSON to be written by hand; what cannot be read is not handed over. */
export function JsonInput({ id, label, value, asText, onCommit }: JsonInputProps) {
  const t = useMessages();
  const [wrong, setWrong] = useState<string | null>(null);
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const commit = (draft: string) => {
    try {
      const parsed = JSON.parse(draft || "null") as Json;
      setWrong(null);
      onCommit(asText ? draft : parsed);
    } catch (error) {
      // n8n's JSON fields may hold brackets that are no JSON yet.
      if (asText && draft.includes("{{")) {
        setWrong(null);
        onCommit(draft);
      } else setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <TextInput {...(id ? { id } : {})} label={label} value={text} code invalid={wrong} onCommit={commit} />
      {wrong ? (
        <p role="alert" className="mt-1 text-xs break-words text-danger">
          {t.editing.noJson} {wrong}
        </p>
      ) : null}
    </>
  );
}
