import { useSyncExternalStore } from "react";

/** Widths at which the page changes its shape; Tailwind's names where they are the same. */
export const WIDE = "(min-width: 1280px)";
export const SMALL = "not all and (min-width: 640px)";
export const MEDIUM = "(min-width: 768px)";
export const BESIDE = "(min-width: 900px)";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}

/** How many milliseconds a movement takes: none for whoever asked the system for less motion. */
export function paced(milliseconds: number): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
}
