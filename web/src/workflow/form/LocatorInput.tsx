import type { FormField } from "@/api/editing";
import type { Json, JsonObject } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { ExpressionInput } from "./ExpressionInput";
import { BOX, TextInput } from "./TextInput";

interface LocatorInputProps {
  id: string;
  field: FormField;
  onCommit: (value: Json) => void;
}

/** A resource by list, id, name or address. What the list holds only n8n knows, once it is connected. */
export function LocatorInput({ id, field, onCommit }: LocatorInputProps) {
  const t = useMessages();
  const given: JsonObject = isObject(field.value) ? field.value : { mode: field.modes[0]?.value ?? "id", value: field.value ?? "" };
  const mode = typeof given["mode"] === "string" ? given["mode"] : "id";
  const inner = typeof given["value"] === "string" || typeof given["value"] === "number" ? String(given["value"]) : "";
  const cached = typeof given["cachedResultName"] === "string" ? given["cachedResultName"] : "";
  // What n8n remembers about an earlier choice would be wrong for another one.
  const set = (next: { mode?: string; value?: string }) => onCommit({ __rl: true, mode: next.mode ?? mode, value: next.value ?? inner });
  const modes = field.modes.some(({ value }) => value === mode) ? field.modes : [{ value: mode, label: mode }, ...field.modes];
  return (
    <div className="space-y-1">
      <div className="flex gap-1.5">
        <select
          id={id}
          value={mode}
          aria-label={t.editing.modeOf(field.label)}
          onChange={(event) => set({ mode: event.target.value })}
          className={`${BOX} h-8 max-w-28 shrink-0`}
        >
          {modes.map((each) => (
            <option key={String(each.value)} value={String(each.value)}>
              {each.label}
            </option>
          ))}
        </select>
        <div className="min-w-0 flex-1">
          {inner.startsWith("=") ? (
            <ExpressionInput label={field.label} value={inner} onCommit={(value) => set({ value })} />
          ) : (
            <TextInput label={field.label} value={inner} onCommit={(value) => set({ value })} />
          )}
        </div>
      </div>
      {mode === "list" ? <p className="text-xs text-faint">{cached ? t.editing.chosenInN8n(cached) : t.editing.listInN8n}</p> : null}
    </div>
  );
}
