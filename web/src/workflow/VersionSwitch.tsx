import { ChevronLeft, ChevronRight } from "lucide-react";

import { IconButton } from "@/design/IconButton";
import type { JsonObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

export interface Versions {
  /** From 1. */
  number: number;
  total: number;
  onGo: (number: number) => void;
  /** The workflow of the version before the shown one; null where it is asked for when it is needed. */
  before: JsonObject | null;
}

export function VersionSwitch({ versions: { number, total, onGo } }: { versions: Versions }) {
  const t = useMessages();
  return (
    <div className="flex items-center" role="group" aria-label={t.workflow.version(number, total)}>
      <IconButton label={t.workflow.earlier} size="sm" disabled={number <= 1} onClick={() => onGo(number - 1)}>
        <ChevronLeft className="size-4" aria-hidden />
      </IconButton>
      <span className="tabular px-0.5 text-xs text-soft" aria-hidden>
        {number}/{total}
      </span>
      <IconButton label={t.workflow.later} size="sm" disabled={number >= total} onClick={() => onGo(number + 1)}>
        <ChevronRight className="size-4" aria-hidden />
      </IconButton>
    </div>
  );
}
