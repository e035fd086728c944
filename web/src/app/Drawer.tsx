import type { ReactNode } from "react";
import { useEffect, useRef, useState } from "react";

import { LayerContext } from "@/design/layer";

/** A panel that slides over the page from the left. The browser's own dialog keeps the focus inside it. */
export function Drawer({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (ref.current && !ref.current.open) ref.current.showModal();
  }, []);
  return (
    // A click beside it closes it; the keyboard has Escape.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={(element) => {
        ref.current = element;
        setLayer(element);
      }}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className="m-0 h-dvh max-h-none w-64 max-w-none animate-appear border-r border-line bg-sunken p-0 shadow-3"
    >
      <LayerContext value={layer}>{children}</LayerContext>
    </dialog>
  );
}
