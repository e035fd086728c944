import clsx from "clsx";
import { Minus, Pencil, Plus } from "lucide-react";

import type { Change } from "@/graph/diff";
import { useMessages } from "@/i18n";

const LOOKS = {
  added: { Icon: Plus, text: "text-success" },
  changed: { Icon: Pencil, text: "text-warning" },
  removed: { Icon: Minus, text: "text-danger" },
};

interface ChangesNoteProps {
  changes: ReadonlyMap<string, Change>;
  onOpenNode: (node: string) => void;
}

/** What happened from the version before to this one, in words; each leads to its node. */
export function ChangesNote({ changes, onOpenNode }: ChangesNoteProps) {
  const t = useMessages();
  return (
    <div role="status" className="flex max-h-28 shrink-0 flex-wrap items-center gap-1.5 overflow-y-auto border-b border-line bg-surface px-4 py-2 text-sm">
      {changes.size === 0 ? <span className="text-soft">{t.workflow.noChanges}</span> : null}
      {[...changes].map(([node, change]) => {
        const { Icon, text } = LOOKS[change];
        return (
          <button
            key={node}
            type="button"
            onClick={() => onOpenNode(node)}
            className="flex h-7 max-w-56 items-center gap-1.5 rounded-md border border-line px-2 hover:bg-hover"
          >
            <Icon className={clsx("size-3.5 shrink-0", text)} aria-hidden />
            <span className="truncate">
              {t.workflow.changes[change]}: {node}
            </span>
          </button>
        );
      })}
    </div>
  );
}
