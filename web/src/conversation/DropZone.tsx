import type { ReactNode } from "react";
import { useRef, useState } from "react";

import { useMessages } from "@/i18n";

interface DropZoneProps {
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** Files can be dropped anywhere on what it holds. The keyboard has the button beside the message, and pasting. */
export function DropZone({ onFiles, children }: DropZoneProps) {
  const t = useMessages();
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only when all were left is the pointer gone.
  const depth = useRef(0);
  const moved = (by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragEnter={(event) => {
        if (event.dataTransfer.types.includes("Files")) moved(1);
      }}
      onDragLeave={(event) => {
        if (event.dataTransfer.types.includes("Files")) moved(-1);
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-2 z-20 flex flex-col items-center justify-center gap-1 rounded-2xl border-2 border-dashed border-accent bg-accent-soft p-6 text-center">
          <p className="font-medium text-accent">{t.talk.dropHere}</p>
          <p className="max-w-sm text-sm text-soft">{t.talk.allowed}</p>
        </div>
      ) : null}
    </div>
  );
}
