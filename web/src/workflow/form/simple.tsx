/** Fields of plain values: numbers, switches, choices. */

import clsx from "clsx";
import { Switch } from "radix-ui";

import type { Choice, FormField } from "@/api/editing";
import { Checkbox } from "@/design/Checkbox";
import type { Json } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { BOX } from "./TextInput";
import { useDraft } from "./useDraft";

interface ValueProps {
  id: string;
  field: FormField;
  onCommit: (value: Json) => void;
}

export function NumberInput({ id, field, onCommit }: ValueProps) {
  const value = typeof field.value === "number" ? String(field.value) : typeof field.value === "string" ? field.value : "";
  const commit = (text: string) => {
    const number = Number(text);
    if (text.trim() === "" || !Number.isFinite(number)) return false;
    onCommit(number);
    return true;
  };
  const { draft, setDraft, leave, onKeyDown } = useDraft(value, commit, false);
  return (
    <input
      id={id}
      type="number"
      step="any"
      min={field.minimum ?? undefined}
      max={field.maximum ?? undefined}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={leave}
      onKeyDown={onKeyDown}
      className={clsx(BOX, "tabular h-8")}
    />
  );
}

export function SwitchInput({ id, field, onCommit }: ValueProps) {
  const t = useMessages();
  const on = field.value === true;
  return (
    <span className="flex items-center gap-2.5">
      <Switch.Root
        id={id}
        checked={on}
        onCheckedChange={onCommit}
        className="relative h-6 w-10 shrink-0 rounded-full border border-line-strong bg-hover transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="block size-4.5 translate-x-0.5 rounded-full bg-text transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-accent" />
      </Switch.Root>
      <span className="text-sm text-soft" aria-hidden>
        {on ? t.inspector.yes : t.inspector.no}
      </span>
    </span>
  );
}

const textOf = (value: Json) => (typeof value === "string" ? value : JSON.stringify(value));

/** A value that is not among the choices is shown as what it is, so that nobody loses it by looking. */
export function ChoiceInput({ id, field, onCommit }: ValueProps) {
  const t = useMessages();
  const index = field.choices.findIndex(({ value }) => value === field.value);
  return (
    <select
      id={id}
      value={index}
      onChange={(event) => {
        const choice = field.choices[Number(event.target.value)];
        if (choice) onCommit(choice.value);
      }}
      className={clsx(BOX, "h-8", index === -1 && field.value !== "" ? "border-danger" : "")}
    >
      {index === -1 ? <option value={-1}>{field.value === "" ? "" : t.editing.notOffered(textOf(field.value))}</option> : null}
      {field.choices.map((choice, at) => (
        <option key={textOf(choice.value)} value={at}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

export function ManyInput({ id, field, onCommit }: ValueProps) {
  const chosen = Array.isArray(field.value) ? field.value : [];
  const unknown = chosen.filter((value) => !field.choices.some((choice) => choice.value === value));
  const all: Choice[] = [...field.choices, ...unknown.map((value) => ({ value: value as Choice["value"], label: textOf(value) }))];
  return (
    <div id={id} role="group" aria-label={field.label} className="max-h-52 space-y-0.5 overflow-y-auto rounded-md border border-line-strong bg-surface p-1">
      {all.map((choice) => {
        const on = chosen.includes(choice.value);
        return (
          <label key={textOf(choice.value)} className="flex min-h-7 cursor-pointer items-center gap-2 rounded px-1.5 text-sm hover:bg-hover">
            <Checkbox
              checked={on}
              onChange={() => onCommit(on ? chosen.filter((value) => value !== choice.value) : [...chosen, choice.value])}
            />
            <span className="min-w-0 break-words">{choice.label}</span>
          </label>
        );
      })}
    </div>
  );
}
