import clsx from "clsx";
import { Check, LoaderCircle } from "lucide-react";

import { own } from "@/graph/own";
import { formatDuration, useLanguage, useMessages } from "@/i18n";

import type { Stage } from "./answer";

/** The stages with their times; a bar behind each shows its share of the whole. */
export function StageList({ stages }: { stages: Stage[] }) {
  const t = useMessages();
  const language = useLanguage();
  const longest = Math.max(1, ...stages.map((stage) => stage.milliseconds ?? 0));
  return (
    <ol className="space-y-0.5" aria-label={t.chat.showStages}>
      {stages.map((stage, index) => {
        const running = stage.milliseconds === null;
        return (
          // Stages are only ever added at the end, and one may run twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="flex animate-rise items-center gap-2.5 text-sm">
            {running ? (
              <LoaderCircle className="size-3.5 shrink-0 animate-spin text-accent" aria-hidden />
            ) : (
              <Check className="size-3.5 shrink-0 text-accent" aria-hidden />
            )}
            <span className={clsx("shrink-0", running ? "animate-breathe text-text" : "text-soft")}>
              {own(t.chat.stages, stage.stage) ?? stage.stage}
            </span>
            <span className="min-w-0 flex-1 truncate text-faint">{stage.detail}</span>
            {stage.milliseconds === null ? null : (
              <>
                <svg className="h-1 w-10 shrink-0 max-sm:hidden" viewBox="0 0 40 4" preserveAspectRatio="none" aria-hidden>
                  <rect width="40" height="4" rx="2" className="fill-hover" />
                  <rect
                    width={Math.max(2, (40 * stage.milliseconds) / longest)}
                    height="4"
                    rx="2"
                    className="fill-accent-line"
                  />
                </svg>
                <span className="tabular w-14 shrink-0 text-right text-xs text-faint">
                  {formatDuration(stage.milliseconds, language)}
                </span>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}
