import clsx from "clsx";
import { RotateCcw, SquareFunction } from "lucide-react";
import { useId } from "react";

import type { Origin } from "@/api/contract";
import type { FormField } from "@/api/editing";
import { clearTrace, tracePlace, useTrace } from "@/conversation/trace";
import { IconButton } from "@/design/IconButton";
import type { Json } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { OriginChip } from "../ParameterTree";
import { AssignmentsInput } from "./AssignmentsInput";
import { originOf, useFormContext, usePath } from "./context";
import { ExpressionInput } from "./ExpressionInput";
import { FilterInput } from "./FilterInput";
import { GroupsInput } from "./GroupsInput";
import { JsonInput } from "./JsonInput";
import { ListInput } from "./ListInput";
import { LocatorInput } from "./LocatorInput";
import { MapperInput } from "./MapperInput";
import { OptionsInput } from "./OptionsInput";
import { ChoiceInput, ManyInput, NumberInput, SwitchInput } from "./simple";
import { TextInput } from "./TextInput";
import { usePending } from "./usePending";

const LOCATORS = new Set(["resourceLocator", "workflowSelector", "agentSelector"]);
/** Kinds that hold fields of their own, in which expressions stand. */
const CONTAINERS = new Set(["collection", "fixedCollection", "filter", "assignmentCollection", "resourceMapper", ...LOCATORS]);

const isExpression = (value: Json): value is string => typeof value === "string" && value.startsWith("=");

/** One parameter: its name, where it came from, and a field as its kind asks for. */
export function FieldView({ field, onRemove }: { field: FormField; onRemove?: () => void }) {
  const t = useMessages();
  const id = useId();
  const trace = useTrace();
  const { node, origins, request } = useFormContext();
  const { set, unset } = usePath(field.path);
  const [value, choose] = usePending(field.value, set);
  const origin = originOf(origins, field.path);
  const lit = trace.places.some((place) => place.node === node && place.path === field.path);
  const switchable = field.takes_expression && !CONTAINERS.has(field.kind) && !field.multiple;
  const expression = isExpression(value);
  const toggle = () => {
    if (isExpression(value)) choose(fixedOf(value.slice(1), field.kind));
    else choose(`=${typeof value === "string" ? value : JSON.stringify(value)}`);
  };
  const away = onRemove ?? (field.is_set && !field.path.includes(".") ? () => void unset() : null);
  return (
    <div
      onPointerEnter={() => {
        if (origin?.span) tracePlace([origin.span]);
      }}
      onPointerLeave={clearTrace}
      className={clsx("group/field -mx-1.5 rounded-md px-1.5 py-0.5 transition-colors", lit ? "bg-mark" : "")}
    >
      <div className="flex min-h-7 items-center gap-1.5">
        <label htmlFor={id} className="max-w-[75%] shrink-0 text-xs font-medium break-words text-soft">
          {field.label}
          {field.required ? (
            <span className="text-danger" aria-hidden>
              {" *"}
            </span>
          ) : null}
          {field.required ? <span className="sr-only">, {t.editing.required}</span> : null}
        </label>
        {origin && !isOfNode(origin, originOf(origins, "")) ? (
          <span className="flex min-w-0">
            <OriginChip origin={origin} request={request} />
          </span>
        ) : null}
        <span className="ml-auto flex shrink-0 items-center">
          {away ? (
            <IconButton label={`${onRemove ? t.editing.remove : t.editing.toDefault}: ${field.label}`} size="sm" onClick={away}>
              <RotateCcw className="size-3.5" aria-hidden />
            </IconButton>
          ) : null}
          {switchable ? (
            <IconButton label={`${t.inspector.expression}: ${field.label}`} size="sm" aria-pressed={expression} onClick={toggle}>
              <SquareFunction className="size-3.5" aria-hidden />
            </IconButton>
          ) : null}
        </span>
      </div>
      {expression ? (
        <ExpressionInput id={id} label={field.label} value={value} onCommit={choose} />
      ) : (
        <ValueInput id={id} field={{ ...field, value }} onCommit={choose} />
      )}
    </div>
  );
}

/** The words of the node itself stand above all of its fields. */
const isOfNode = (origin: Origin, reason: Origin | undefined) =>
  origin.kind === reason?.kind && origin.span !== null && String(origin.span) === String(reason.span);

/** What an expression becomes when it is to be one no longer. */
function fixedOf(text: string, kind: string): Json {
  if (kind === "boolean") return text === "true";
  if (kind === "number") return Number(text) || 0;
  return text;
}

function ValueInput({ id, field, onCommit }: { id: string; field: FormField; onCommit: (value: Json) => void }) {
  const { kind, value, label } = field;
  const props = { id, field, onCommit };
  if (field.multiple && (kind === "string" || kind === "number")) return <ListInput {...props} />;
  if (kind === "boolean") return <SwitchInput {...props} />;
  if (kind === "number") return <NumberInput {...props} />;
  if (kind === "options" && field.choices.length && !field.multiple) return <ChoiceInput {...props} />;
  if (kind === "multiOptions" && field.choices.length) return <ManyInput {...props} />;
  if (LOCATORS.has(kind)) return <LocatorInput {...props} />;
  if (kind === "collection" && !field.multiple) return <OptionsInput field={field} />;
  if (kind === "fixedCollection") return <GroupsInput field={field} />;
  if (kind === "filter") return <FilterInput {...props} />;
  if (kind === "assignmentCollection") return <AssignmentsInput {...props} />;
  if (kind === "resourceMapper") return <MapperInput {...props} />;
  if (kind === "json") return <JsonInput id={id} label={label} value={value} asText={!isObject(value)} onCommit={onCommit} />;
  if (typeof value === "object" && value !== null) return <JsonInput id={id} label={label} value={value} asText={false} onCommit={onCommit} />;
  return (
    <TextInput
      id={id}
      label={label}
      value={value === null ? "" : String(value)}
      name={field.path.split(/[.[]/).at(-1) ?? ""}
      secret={field.secret}
      code={field.editor !== null}
      onCommit={onCommit}
    />
  );
}
