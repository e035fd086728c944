import clsx from "clsx";
import { Check, ChevronDown, Undo2, X } from "lucide-react";
import { useState } from "react";

import type { ChangeRow } from "@/api/editing";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";
import { InlineCode } from "@/markdown/InlineCode";

const MARKS: Record<string, string> = {
  node_added: "bg-success",
  connected: "bg-success",
  node_removed: "bg-danger",
  disconnected: "bg-danger",
};

interface ReviewBarProps {
  title: string;
  changes: ChangeRow[];
  onOpenNode: (node: string) => void;
  onClose: () => void;
  /** Set where the change can be taken back from here. */
  onUndo: (() => void) | null;
}

/** What changed, in words, above a canvas that shows it in colours. */
export function ReviewBar({ title, changes, onOpenNode, onClose, onUndo }: ReviewBarProps) {
  const t = useMessages();
  const [open, setOpen] = useState(changes.length <= 3);
  return (
    <div role="status" className="max-h-[40%] shrink-0 animate-appear overflow-y-auto border-b border-line bg-surface px-3 py-1.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <p className="min-w-0 flex-1 truncate font-medium">{title}</p>
        {changes.length > 0 ? (
          <Button size="sm" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t.editing.changes(changes.length)}
            <ChevronDown className={clsx("size-3.5 transition-transform", open ? "rotate-180" : "")} aria-hidden />
          </Button>
        ) : null}
        {onUndo ? (
          <>
            <Button size="sm" onClick={onUndo}>
              <Undo2 className="size-3.5" aria-hidden />
              {t.common.undo}
            </Button>
            <Button size="sm" look="primary" onClick={onClose}>
              <Check className="size-3.5" aria-hidden />
              {t.editing.keep}
            </Button>
          </>
        ) : (
          <IconButton label={t.editing.endCompare} size="sm" onClick={onClose}>
            <X className="size-4" aria-hidden />
          </IconButton>
        )}
      </div>
      {changes.length === 0 ? <p className="text-soft">{t.workflow.noChanges}</p> : null}
      {open && changes.length ? (
        <ul className="mt-1 space-y-0.5 pb-0.5">
          {changes.map((change) => (
            <li key={`${change.kind}${change.node}${change.path}${change.text}`} className="flex items-baseline gap-2">
              <span className={clsx("size-2 shrink-0 rounded-full", MARKS[change.kind] ?? "bg-mark-line")} aria-hidden />
              <ChangeText change={change} onOpenNode={onOpenNode} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function ChangeText({ change, onOpenNode }: { change: ChangeRow; onOpenNode: (node: string) => void }) {
  const { node } = change;
  if (!node || change.kind === "node_removed") {
    return (
      <span className="min-w-0 break-words">
        <InlineCode text={change.text} />
      </span>
    );
  }
  return (
    <button
      type="button"
      onClick={() => onOpenNode(node)}
      className="min-w-0 text-left break-words underline-offset-4 hover:text-accent hover:underline"
    >
      <InlineCode text={change.text} />
    </button>
  );
}
