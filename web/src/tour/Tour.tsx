import { useEffect, useLayoutEffect, useState } from "react";

import { Button } from "@/design/Button";
import { useArea } from "@/i18n/area";
import { tourWords } from "@/i18n/tour";

import type { Box } from "./place";
import { placeCard } from "./place";

const STEPS = ["message", "suggestions", "sidebar", "commands"] as const;

interface TourProps {
  /** Seen to its end, or skipped. */
  onDone: () => void;
}

/** Four words on the page's parts, each beside what it is about. It takes no focus and covers nothing that it tells of. */
export default function Tour({ onDone }: TourProps) {
  const w = useArea(tourWords);
  const [index, setIndex] = useState(0);
  const step = STEPS[index] ?? "message";
  const target = useTarget(step);
  const place = placeCard(target, { width: innerWidth, height: innerHeight });
  const last = index === STEPS.length - 1;
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) onDone();
    };
    addEventListener("keydown", take);
    return () => removeEventListener("keydown", take);
  }, [onDone]);
  return (
    <>
      {target ? (
        <div
          aria-hidden
          className="pointer-events-none fixed z-30 rounded-2xl ring-2 ring-accent transition-[left,top,width,height] duration-200"
          style={{ left: target.left - 4, top: target.top - 4, width: target.width + 8, height: target.height + 8 }}
        />
      ) : null}
      <aside
        aria-label={w.label}
        className="fixed z-30 w-80 max-w-[calc(100vw-1.5rem)] animate-rise rounded-2xl border border-line bg-raised p-4 shadow-3"
        style={place}
      >
        <div aria-live="polite">
          <p className="text-xs text-faint">{w.step(index + 1, STEPS.length)}</p>
          <p className="mt-0.5 font-semibold">{w.steps[step].title}</p>
          <p className="mt-1 text-sm text-soft text-pretty">{w.steps[step].text}</p>
        </div>
        <div className="mt-3.5 flex items-center gap-1.5">
          {last ? null : (
            <Button size="sm" look="quiet" className="-ml-2" onClick={onDone}>
              {w.skip}
            </Button>
          )}
          <span className="flex-1" />
          {index > 0 ? (
            <Button size="sm" onClick={() => setIndex(index - 1)}>
              {w.back}
            </Button>
          ) : null}
          <Button size="sm" look="primary" onClick={() => (last ? onDone() : setIndex(index + 1))}>
            {last ? w.done : w.next}
          </Button>
        </div>
      </aside>
    </>
  );
}

/** Where the part is that a step is about; null when it is not in sight. Followed while the window changes. */
function useTarget(step: (typeof STEPS)[number]): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const found = document.querySelector(`[data-tour~="${step}"]`)?.getBoundingClientRect();
      setBox(found && found.width > 0 ? { left: found.left, top: found.top, width: found.width, height: found.height } : null);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    addEventListener("scroll", measure, true);
    return () => {
      observer.disconnect();
      removeEventListener("scroll", measure, true);
    };
  }, [step]);
  return box;
}
