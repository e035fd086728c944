import clsx from "clsx";
import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";

import type { WorkflowSummary } from "@/api/contract";
import { IconButton } from "@/design/IconButton";
import { Menu, MenuItem, MenuSeparator } from "@/design/Menu";
import { useLanguage, useMessages } from "@/i18n";

interface WorkflowRowProps {
  workflow: WorkflowSummary;
  selected: boolean;
  onOpen: () => void;
  onRename: (name: string) => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

export function WorkflowRow({ workflow, selected, onOpen, onRename, onDuplicate, onDelete }: WorkflowRowProps) {
  const t = useMessages();
  const language = useLanguage();
  const [editing, setEditing] = useState(false);
  const changed = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(workflow.updated_at));
  if (editing) {
    return (
      <li>
        <NameField
          name={workflow.name}
          onDone={(name) => {
            setEditing(false);
            if (name) onRename(name);
          }}
        />
      </li>
    );
  }
  return (
    <li
      className={clsx("flex items-center gap-1 rounded-xl border pr-2 transition-colors hover:bg-hover", selected ? "border-accent" : "border-line")}
    >
      <button type="button" aria-current={selected} onClick={onOpen} className="min-w-0 flex-1 rounded-xl px-4 py-2.5 text-left">
        <span className="block truncate font-medium">{workflow.name}</span>
        <span className="block truncate text-sm text-soft">
          {t.library.versions(workflow.version_count)} · {t.library.changed(changed)}
        </span>
      </button>
      <Menu
        trigger={
          <IconButton label={t.sidebar.options(workflow.name)}>
            <Ellipsis className="size-4" aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil />} onSelect={() => setEditing(true)}>
          {t.sidebar.rename}
        </MenuItem>
        <MenuItem icon={<Copy />} onSelect={onDuplicate}>
          {t.library.duplicate}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} danger onSelect={onDelete}>
          {t.sidebar.delete}
        </MenuItem>
      </Menu>
    </li>
  );
}

/** `onDone` gets null when the name stays. */
function NameField({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const t = useMessages();
  const [value, setValue] = useState(name);
  const finish = () => onDone(value.trim() && value.trim() !== name ? value.trim() : null);
  return (
    <input
      aria-label={t.library.nameLabel}
      // The menu that was here a moment ago gives the focus back as it closes.
      ref={(input) => {
        if (input) setTimeout(() => input.focus(), 0);
      }}
      maxLength={200}
      value={value}
      onChange={(event) => setValue(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        if (event.key === "Escape") onDone(null);
      }}
      className="h-12 w-full rounded-xl border border-accent bg-surface px-4 -outline-offset-1"
    />
  );
}
