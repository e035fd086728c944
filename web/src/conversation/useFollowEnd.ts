/** Keeps a scrolling box at its end while things are added, until the reader scrolls away. */

import type { RefObject } from "react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** How near the end still counts as reading the newest message, in pixels. */
const NEAR = 80;
/** A scroll this soon after a wheel, key or touch is the reader's own; others come from rows being measured. */
const OWN_SCROLL = 400;

const INPUTS = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

export function useFollowEnd(scrollerRef: RefObject<HTMLElement | null>, contentRef: RefObject<HTMLElement | null>, newest: string | undefined) {
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const lastInput = useRef(0);

  const toEnd = useCallback(() => {
    const box = scrollerRef.current;
    following.current = true;
    box?.scrollTo({ top: box.scrollHeight });
  }, [scrollerRef]);
  // A new message of one's own always comes into view.
  useLayoutEffect(() => toEnd(), [newest, toEnd]);
  useEffect(() => {
    const box = scrollerRef.current;
    const inner = contentRef.current;
    if (!box || !inner) return;
    const noteInput = () => {
      lastInput.current = performance.now();
    };
    const noteScroll = () => {
      const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      if (near) following.current = true;
      else if (performance.now() - lastInput.current < OWN_SCROLL) following.current = false;
      setAtEnd(near || following.current);
    };
    const observer = new ResizeObserver(() => {
      if (following.current) box.scrollTo({ top: box.scrollHeight });
    });
    observer.observe(inner);
    observer.observe(box);
    for (const input of INPUTS) box.addEventListener(input, noteInput, { passive: true });
    box.addEventListener("scroll", noteScroll, { passive: true });
    return () => {
      observer.disconnect();
      for (const input of INPUTS) box.removeEventListener(input, noteInput);
      box.removeEventListener("scroll", noteScroll);
    };
  }, [scrollerRef, contentRef]);
  return { atEnd, toEnd };
}
