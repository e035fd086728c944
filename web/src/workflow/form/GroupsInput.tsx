import { Plus, Trash2 } from "lucide-react";

import type { FormField, FormGroup } from "@/api/editing";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import { useFormContext } from "./context";
import { FieldView } from "./FieldView";

/** A fixed collection: groups, each with one entry or with as many as one likes. */
export function GroupsInput({ field }: { field: FormField }) {
  return (
    <div className="space-y-2.5">
      {field.groups.map((group) => (
        <Group key={group.path} group={group} multiple={field.multiple} titled={field.groups.length > 1} />
      ))}
    </div>
  );
}

function Group({ group, multiple, titled }: { group: FormGroup; multiple: boolean; titled: boolean }) {
  const t = useMessages();
  const { node, edit } = useFormContext();
  const pathOf = (index: number) => (multiple ? `${group.path}[${index}]` : group.path);
  const add = () => void edit([{ edit: "set_parameter", node, path: pathOf(group.entries.length), value: group.initial }]);
  return (
    <div role="group" aria-label={group.label} className="space-y-2">
      {titled && group.entries.length ? <p className="text-xs font-medium text-faint">{group.label}</p> : null}
      {group.entries.map((entry, index) => (
        // The place in the list is what tells an entry apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="space-y-2 rounded-lg border border-line p-2.5 pt-1.5">
          <div className="-mb-1 flex items-center justify-between">
            <span className="text-2xs text-faint">{multiple ? `${group.label} ${index + 1}` : group.label}</span>
            <IconButton
              label={`${t.editing.remove}: ${group.label} ${multiple ? index + 1 : ""}`.trim()}
              size="sm"
              onClick={() => void edit([{ edit: "unset_parameter", node, path: pathOf(index) }])}
            >
              <Trash2 className="size-3.5" aria-hidden />
            </IconButton>
          </div>
          {entry.map((inner) => (
            <FieldView key={inner.path} field={inner} />
          ))}
        </div>
      ))}
      {multiple || group.entries.length === 0 ? (
        <Button size="sm" onClick={add}>
          <Plus className="size-3.5" aria-hidden />
          {t.editing.add(group.label)}
        </Button>
      ) : null}
    </div>
  );
}
