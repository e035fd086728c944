import { Plus, Trash2 } from "lucide-react";

import type { FormField } from "@/api/editing";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import type { Json, JsonObject } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { CellInput } from "./CellInput";
import { FILTER_TYPES, operationsOf, takesNoValue } from "./operators";
import { BOX } from "./TextInput";

interface FilterInputProps {
  id: string;
  field: FormField;
  onCommit: (value: Json) => void;
}

const textAt = (value: JsonObject, key: string) => (typeof value[key] === "string" ? value[key] : "");

/** Conditions, all or any of which have to hold. */
export function FilterInput({ id, field, onCommit }: FilterInputProps) {
  const t = useMessages();
  const given: JsonObject = isObject(field.value) ? field.value : {};
  const conditions = (Array.isArray(given["conditions"]) ? given["conditions"] : []).filter(isObject);
  const combinator = textAt(given, "combinator") || "and";
  const put = (next: JsonObject[]) => onCommit({ combinator: "and", ...given, conditions: next });
  const change = (index: number, changes: JsonObject) => put(conditions.map((each, at) => (at === index ? { ...each, ...changes } : each)));
  return (
    <div id={id} role="group" aria-label={field.label} className="space-y-2">
      {conditions.length > 1 ? (
        <select
          value={combinator}
          aria-label={t.editing.combine}
          onChange={(event) => onCommit({ ...given, combinator: event.target.value })}
          className={`${BOX} h-8`}
        >
          <option value="and">{t.editing.all}</option>
          <option value="or">{t.editing.any}</option>
        </select>
      ) : null}
      {conditions.map((condition, index) => (
        <Condition
          // The place in the list is what tells a condition apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          number={index + 1}
          condition={condition}
          onChange={(changes) => change(index, changes)}
          onRemove={() => put(conditions.toSpliced(index, 1))}
        />
      ))}
      <Button
        size="sm"
        onClick={() =>
          put([...conditions, { id: crypto.randomUUID(), leftValue: "", rightValue: "", operator: { type: "string", operation: "equals" } }])
        }
      >
        <Plus className="size-3.5" aria-hidden />
        {t.editing.addCondition}
      </Button>
    </div>
  );
}

interface ConditionProps {
  number: number;
  condition: JsonObject;
  onChange: (changes: JsonObject) => void;
  onRemove: () => void;
}

function Condition({ number, condition, onChange, onRemove }: ConditionProps) {
  const t = useMessages();
  const operator: JsonObject = isObject(condition["operator"]) ? condition["operator"] : {};
  const type = textAt(operator, "type") || "string";
  const operation = textAt(operator, "operation") || "equals";
  const operations = operationsOf(type, operation);
  const name = t.editing.condition(number);
  const choose = (nextType: string, nextOperation: string) => {
    const next = operationsOf(nextType, "").includes(nextOperation) ? nextOperation : (operationsOf(nextType, "")[0] ?? "equals");
    onChange({ operator: { type: nextType, operation: next, ...(takesNoValue(nextType, next) ? { singleValue: true } : {}) } });
  };
  return (
    <div className="space-y-1.5 rounded-lg border border-line p-2">
      <div className="flex items-center justify-between">
        <span className="text-2xs text-faint">{name}</span>
        <IconButton label={`${t.editing.remove}: ${name}`} size="sm" onClick={onRemove}>
          <Trash2 className="size-3.5" aria-hidden />
        </IconButton>
      </div>
      <CellInput label={`${name}, ${t.editing.leftValue}`} value={condition["leftValue"]} onCommit={(leftValue) => onChange({ leftValue })} />
      <div className="flex gap-1.5">
        <select
          value={type}
          aria-label={`${name}, ${t.editing.valueType}`}
          onChange={(event) => choose(event.target.value, operation)}
          className={`${BOX} h-8 max-w-28`}
        >
          {[...new Set([...FILTER_TYPES, type])].map((each) => (
            <option key={each} value={each}>
              {t.editing.types[each] ?? each}
            </option>
          ))}
        </select>
        <select
          value={operation}
          aria-label={`${name}, ${t.editing.operator}`}
          onChange={(event) => choose(type, event.target.value)}
          className={`${BOX} h-8 min-w-0 flex-1`}
        >
          {operations.map((each) => (
            <option key={each} value={each}>
              {t.editing.operations[each] ?? each}
            </option>
          ))}
        </select>
      </div>
      {takesNoValue(type, operation) ? null : (
        <CellInput
          label={`${name}, ${t.editing.rightValue}`}
          value={condition["rightValue"]}
          onCommit={(text) => onChange({ rightValue: type === "number" && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text })}
        />
      )}
    </div>
  );
}
