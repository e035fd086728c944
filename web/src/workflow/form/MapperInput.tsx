import { Plus, X } from "lucide-react";
import { useState } from "react";

import type { FormField } from "@/api/editing";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import type { Json, JsonObject } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { CellInput } from "./CellInput";
import { BOX } from "./TextInput";

interface MapperInputProps {
  id: string;
  field: FormField;
  onCommit: (value: Json) => void;
}

/** Columns and what goes into them; or all of them from fields of the same name. */
export function MapperInput({ id, field, onCommit }: MapperInputProps) {
  const t = useMessages();
  const [column, setColumn] = useState("");
  const given: JsonObject = isObject(field.value) ? field.value : {};
  const mode = typeof given["mappingMode"] === "string" ? given["mappingMode"] : "defineBelow";
  const values: JsonObject = isObject(given["value"]) ? given["value"] : {};
  const put = (value: JsonObject) => onCommit({ ...given, mappingMode: mode, value });
  const add = () => {
    const name = column.trim();
    if (name && !Object.hasOwn(values, name)) put({ ...values, [name]: "" });
    setColumn("");
  };
  return (
    <div id={id} role="group" aria-label={field.label} className="space-y-2">
      <select
        value={mode}
        aria-label={t.editing.modeOf(field.label)}
        onChange={(event) => onCommit({ ...given, mappingMode: event.target.value, value: event.target.value === "defineBelow" ? values : null })}
        className={`${BOX} h-8`}
      >
        <option value="defineBelow">{t.editing.mapBelow}</option>
        <option value="autoMapInputData">{t.editing.mapByName}</option>
      </select>
      {mode === "defineBelow" ? (
        <>
          {Object.entries(values).map(([name, value]) => (
            <div key={name} className="space-y-1">
              <div className="flex items-center justify-between gap-2">
                <span className="min-w-0 text-xs break-words text-soft">{name}</span>
                <IconButton
                  label={`${t.editing.remove}: ${name}`}
                  size="sm"
                  onClick={() => put(Object.fromEntries(Object.entries(values).filter(([other]) => other !== name)))}
                >
                  <X className="size-3.5" aria-hidden />
                </IconButton>
              </div>
              <CellInput label={t.editing.valueOf(name)} value={value} onCommit={(text) => put({ ...values, [name]: text })} />
            </div>
          ))}
          <div className="flex gap-1.5">
            <input
              value={column}
              aria-label={t.editing.columnName}
              placeholder={t.editing.columnName}
              onChange={(event) => setColumn(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter") add();
              }}
              className={`${BOX} h-8 min-w-0 flex-1 placeholder:text-faint`}
            />
            <Button size="sm" className="h-8" disabled={!column.trim()} onClick={add}>
              <Plus className="size-3.5" aria-hidden />
              {t.editing.addColumn}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
