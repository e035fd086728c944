import { Plus, Trash2 } from "lucide-react";

import type { FormField } from "@/api/editing";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import type { Json, JsonObject } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { CellInput } from "./CellInput";
import { BOX, TextInput } from "./TextInput";

const TYPES = ["string", "number", "boolean", "array", "object"];

interface AssignmentsInputProps {
  id: string;
  field: FormField;
  onCommit: (value: Json) => void;
}

function valueOf(text: string, type: string): Json {
  if (text.startsWith("=")) return text;
  if (type === "boolean") return text === "true";
  return type === "number" && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Names with their types and values, as Edit Fields has them. */
export function AssignmentsInput({ id, field, onCommit }: AssignmentsInputProps) {
  const t = useMessages();
  const given: JsonObject = isObject(field.value) ? field.value : {};
  const rows = (Array.isArray(given["assignments"]) ? given["assignments"] : []).filter(isObject);
  const put = (next: JsonObject[]) => onCommit({ ...given, assignments: next });
  const change = (index: number, changes: JsonObject) => put(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  return (
    <div id={id} role="group" aria-label={field.label} className="space-y-2">
      {rows.map((row, index) => {
        const name = typeof row["name"] === "string" ? row["name"] : "";
        const type = typeof row["type"] === "string" ? row["type"] : "string";
        const label = name || t.editing.fieldNumber(index + 1);
        return (
          <div key={typeof row["id"] === "string" ? row["id"] : index} className="space-y-1.5 rounded-lg border border-line p-2">
            <div className="flex items-center gap-1.5">
              <div className="min-w-0 flex-1">
                <TextInput label={t.editing.nameOf(label)} value={name} onCommit={(text) => change(index, { name: text })} />
              </div>
              <select
                value={type}
                aria-label={`${label}, ${t.editing.valueType}`}
                onChange={(event) => {
                  const value = row["value"];
                  change(index, { type: event.target.value, value: typeof value === "string" ? valueOf(value, event.target.value) : (value ?? "") });
                }}
                className={`${BOX} h-8 max-w-28`}
              >
                {[...new Set([...TYPES, type])].map((each) => (
                  <option key={each} value={each}>
                    {t.editing.types[each] ?? each}
                  </option>
                ))}
              </select>
              <IconButton label={`${t.editing.remove}: ${label}`} size="sm" onClick={() => put(rows.toSpliced(index, 1))}>
                <Trash2 className="size-3.5" aria-hidden />
              </IconButton>
            </div>
            <CellInput label={t.editing.valueOf(label)} value={row["value"]} onCommit={(text) => change(index, { value: valueOf(text, type) })} />
          </div>
        );
      })}
      <Button size="sm" onClick={() => put([...rows, { id: crypto.randomUUID(), name: "", type: "string", value: "" }])}>
        <Plus className="size-3.5" aria-hidden />
        {t.editing.addField}
      </Button>
    </div>
  );
}
