import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useEffect, useRef } from "react";

import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import type { Earlier } from "./EarlierMessages";
import { EARLIER_HEIGHT, EarlierMessages } from "./EarlierMessages";
import type { Talk } from "./ExchangeView";
import { ExchangeView } from "./ExchangeView";
import type { Exchange } from "./thread";
import { guessHeight } from "./thread";
import { useFollowEnd } from "./useFollowEnd";

/** So many exchanges from the start, those before them are read. */
const NEAR_START = 4;

interface ThreadProps {
  /** The conversation, as its drafts are named. */
  scope: string;
  exchanges: Exchange[];
  shownKey: string | null;
  running: boolean;
  onShow: (key: string) => void;
  onOpenNode: (exchange: string, node: string) => void;
  /** Reads what was said before; null where all of it is there. */
  earlier: Earlier | null;
  /** null where one can only read. */
  talk: Talk | null;
}

/** Only the exchanges in sight, and a few around them, are in the page: a long conversation stays quick. */
export function Thread({ scope, exchanges, shownKey, running, onShow, onOpenNode, earlier, talk }: ThreadProps) {
  const t = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  // What it returns stays in this component.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: exchanges.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => exchanges[index]?.key ?? index,
    estimateSize: (index) => guessHeight(exchanges[index]),
    overscan: 6,
    paddingStart: earlier ? EARLIER_HEIGHT : 0,
    scrollPaddingStart: earlier ? EARLIER_HEIGHT : 0,
    // What is in sight stays where it is while earlier messages come above it.
    anchorTo: "end",
  });

  const { atEnd, toEnd } = useFollowEnd(scroller, content, exchanges.at(-1)?.key);
  const nearStart = (rows.range?.startIndex ?? exchanges.length) < NEAR_START;
  const { load = null, loading = false, failed = false } = earlier ?? {};
  useEffect(() => {
    if (load && !atEnd && nearStart && !loading && !failed) load();
  }, [load, atEnd, nearStart, loading, failed]);

  return (
    <div className="relative min-h-0 flex-1">
      {/* It scrolls, so it takes the focus and the keys that scroll. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        className="h-full overflow-y-auto"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="log"
        aria-label={t.chat.label}
        aria-live="polite"
        onKeyDown={(event) => {
          // The browser's own way there would stop when rows on the way are measured.
          if (event.target !== event.currentTarget || !["Home", "End"].includes(event.key)) return;
          event.preventDefault();
          if (event.key === "End") toEnd();
          else rows.scrollToIndex(0);
        }}
      >
        <div ref={content} className="relative mx-auto w-full max-w-3xl" style={{ height: rows.getTotalSize() }}>
          {earlier ? <EarlierMessages {...earlier} /> : null}
          {rows.getVirtualItems().map((row) => {
            const exchange = exchanges[row.index];
            return exchange ? (
              <div
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                className="absolute inset-x-0 top-0 space-y-6 px-4 pt-4 pb-5"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ExchangeView
                  exchange={exchange}
                  scope={scope}
                  shown={exchange.key === shownKey}
                  last={row.index === exchanges.length - 1}
                  running={running}
                  onShow={onShow}
                  onOpenNode={onOpenNode}
                  talk={talk}
                />
              </div>
            ) : null;
          })}
        </div>
      </div>
      {atEnd ? null : (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <IconButton
            label={t.chat.jumpToEnd}
            side="top"
            className="pointer-events-auto rounded-full border border-line bg-raised shadow-2"
            onClick={toEnd}
          >
            <ArrowDown className="size-4" aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
