import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useId, useRef, useState } from "react";

import { IconButton } from "./IconButton";
import { LayerContext } from "./layer";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** Shown without its header when the content has a heading of its own (the title stays the accessible name). */
  bare?: boolean;
  className?: string;
  children: ReactNode;
}

/** The browser's own dialog: it traps focus, takes Escape and makes the page behind it inert. */
export function Dialog({ open, onClose, title, closeLabel, bare = false, className, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  if (!open) return null;
  return (
    // A click on the backdrop closes it; the keyboard has Escape.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={(element) => {
        ref.current = element;
        setLayer(element);
      }}
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className={clsx(
        "m-auto max-h-[85dvh] w-[min(92vw,32rem)] animate-rise overflow-hidden rounded-2xl border border-line bg-raised p-0 shadow-3",
        className,
      )}
    >
      <LayerContext value={layer}>
        {bare ? (
          <h2 id={titleId} className="sr-only">
            {title}
          </h2>
        ) : (
          <header className="flex items-center justify-between gap-4 px-5 pt-4">
            <h2 id={titleId} className="text-lg font-semibold">
              {title}
            </h2>
            <IconButton label={closeLabel} onClick={onClose}>
              <X className="size-4" aria-hidden />
            </IconButton>
          </header>
        )}
        {children}
      </LayerContext>
    </dialog>
  );
}
