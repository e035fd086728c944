import type { RefObject } from "react";
import { useLayoutEffect, useRef } from "react";

/**
 * The focus goes along when `cover` is laid over what has to be inert then, and back when it is taken away.
 * Where something else has the focus by that time, it stays there.
 */
export function useCovered(covered: boolean, cover: RefObject<HTMLElement | null>): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (covered) {
      before.current = document.activeElement;
      cover.current?.focus({ preventScroll: true });
    } else {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
      before.current = null;
    }
  }, [covered, cover]);
}
