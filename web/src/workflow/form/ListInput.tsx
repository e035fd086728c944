import { Plus, X } from "lucide-react";

import type { FormField } from "@/api/editing";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import type { Json } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { TextInput } from "./TextInput";

interface ListInputProps {
  id: string;
  field: FormField;
  onCommit: (value: Json) => void;
}

/** Several plain values, one below the other. */
export function ListInput({ id, field, onCommit }: ListInputProps) {
  const t = useMessages();
  const items = Array.isArray(field.value) ? field.value : field.value === "" || field.value === null ? [] : [field.value];
  const read = (text: string): Json => (field.kind === "number" && !text.startsWith("=") ? Number(text) || 0 : text);
  return (
    <div id={id} role="group" aria-label={field.label} className="space-y-1.5">
      {items.map((item, index) => (
        // The place in the list is what tells an entry apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <TextInput label={`${field.label} ${index + 1}`} value={String(item)} onCommit={(text) => onCommit(items.with(index, read(text)))} />
          </div>
          <IconButton label={`${t.editing.remove}: ${field.label} ${index + 1}`} size="sm" onClick={() => onCommit(items.toSpliced(index, 1))}>
            <X className="size-3.5" aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button size="sm" onClick={() => onCommit([...items, field.kind === "number" ? 0 : ""])}>
        <Plus className="size-3.5" aria-hidden />
        {t.editing.add(field.label)}
      </Button>
    </div>
  );
}
