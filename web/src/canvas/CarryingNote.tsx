import { Panel } from "@xyflow/react";
import { Move } from "lucide-react";
import { useEffect, useRef } from "react";

import { Button } from "@/design/Button";
import { useMessages } from "@/i18n";

/** Says what the next click does while a node is picked up, and takes it back. */
export function CarryingNote({ node, onCancel }: { node: string; onCancel: () => void }) {
  const t = useMessages();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus({ preventScroll: true }), []);
  return (
    <Panel position="top-center" className="w-max max-w-[calc(100%-2rem)]">
      <div className="flex animate-rise items-center gap-3 rounded-xl border border-accent-line bg-raised py-1.5 pr-1.5 pl-3 text-sm shadow-2">
        <Move className="size-4 shrink-0 text-accent" aria-hidden />
        <p role="status" className="min-w-0 break-words">
          {t.editing.placing(node)}
        </p>
        <Button ref={cancel} size="sm" onClick={onCancel}>
          {t.common.cancel}
        </Button>
      </div>
    </Panel>
  );
}
