import clsx from "clsx";
import { useMemo } from "react";

import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

import { diffLines, withGaps } from "./lineDiff";

const LOOKS = { same: "text-soft", added: "bg-accent-soft", removed: "bg-danger-soft" };
const SIGNS = { same: " ", added: "+", removed: "−" };

/** Two texts against each other; the signs tell it to those who see no colours. */
export function DiffView({ label, before, after }: { label: string; before: string; after: string }) {
  const w = useArea(adminWords);
  const lines = useMemo(() => withGaps(diffLines(before, after)), [before, after]);
  if (before === after) return <p className="text-sm text-faint">{w.prompts.same}</p>;
  return (
    // The keyboard scrolls it where lines are long.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-xl border border-line py-2 font-mono text-xs leading-5 -outline-offset-2">
      {lines.map((line, index) =>
        line.kind === "gap" ? (
          // Lines have no names of their own.
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index} className="my-1 bg-sunken px-3 text-faint">
            {w.prompts.gap(line.count)}
          </p>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index} className={clsx("flex gap-2 px-3", LOOKS[line.kind])}>
            <span aria-label={line.kind === "same" ? undefined : w.prompts.signs[line.kind]} role={line.kind === "same" ? "presentation" : "img"} className="select-none">
              {SIGNS[line.kind]}
            </span>
            <span className="whitespace-pre-wrap break-words">{line.text || " "}</span>
          </p>
        ),
      )}
    </section>
  );
}
