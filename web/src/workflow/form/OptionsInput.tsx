import type { FormField } from "@/api/editing";
import { useMessages } from "@/i18n";

import { useFormContext } from "./context";
import { FieldView } from "./FieldView";
import { BOX } from "./TextInput";

/** A collection: what stands in it, and what can be added. */
export function OptionsInput({ field }: { field: FormField }) {
  const t = useMessages();
  const { node, edit } = useFormContext();
  const remove = (path: string) => void edit([{ edit: "unset_parameter", node, path }]);
  return (
    <div className="space-y-2.5 border-l-2 border-line pl-3">
      {field.fields.map((inner) => (
        <FieldView key={inner.path} field={inner} onRemove={() => remove(inner.path)} />
      ))}
      {field.more.length ? (
        <select
          value=""
          aria-label={t.editing.add(field.label)}
          onChange={(event) => {
            const added = field.more.find(({ name }) => name === event.target.value);
            if (added) void edit([{ edit: "set_parameter", node, path: `${field.path}.${added.name}`, value: added.initial }]);
          }}
          className={`${BOX} h-8 text-soft`}
        >
          <option value="">{t.editing.add(field.label)}</option>
          {field.more.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
