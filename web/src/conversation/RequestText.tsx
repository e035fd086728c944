import clsx from "clsx";

import type { Provenance } from "@/api/contract";
import type { Place } from "@/graph/provenance";
import { segmentRequest } from "@/graph/provenance";

import { clearTrace, traceWords, useTrace } from "./trace";

interface RequestTextProps {
  text: string;
  /** Where the parts of the shown workflow came from; null when another answer's workflow is shown. */
  provenance: Provenance | null;
  onOpen: (node: string) => void;
}

/** The user's words. Those that became part of the shown workflow can be pointed at. */
export function RequestText({ text, provenance, onOpen }: RequestTextProps) {
  const trace = useTrace();
  if (!provenance) return <span className="whitespace-pre-wrap">{text}</span>;
  const isLit = (start: number, end: number) => trace.spans.some((span) => span[0] < end && span[1] > start);
  return (
    <span className="whitespace-pre-wrap">
      {segmentRequest(text, provenance).map((segment) =>
        segment.places.length && segment.text.trim() ? (
          <Words
            key={segment.start}
            text={segment.text}
            places={segment.places}
            lit={isLit(segment.start, segment.end)}
            onOpen={onOpen}
          />
        ) : (
          segment.text
        ),
      )}
    </span>
  );
}

interface WordsProps {
  text: string;
  places: Place[];
  lit: boolean;
  onOpen: (node: string) => void;
}

function Words({ text, places, lit, onOpen }: WordsProps) {
  const light = () => traceWords(places);
  return (
    <span
      role="button"
      tabIndex={0}
      onPointerEnter={light}
      onPointerLeave={clearTrace}
      onFocus={light}
      onBlur={clearTrace}
      onClick={() => onOpen(places[0]?.node ?? "")}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          onOpen(places[0]?.node ?? "");
        }
      }}
      className={clsx(
        "cursor-pointer rounded-sm underline decoration-dotted decoration-1 underline-offset-4 transition-colors hover:bg-mark focus-visible:bg-mark",
        lit ? "bg-mark decoration-mark-line" : "decoration-faint",
      )}
    >
      {text}
    </span>
  );
}
