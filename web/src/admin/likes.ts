/** Thumbs summed up over days, by what gave the answers. */

import type { Liking } from "@/api/administration";

export interface Liked {
  answeredBy: string;
  up: number;
  down: number;
  /** Of 1; what was rated at all counts. */
  share: number;
}

/** Those with the most thumbs first. */
export function sumUp(days: readonly Liking[]): Liked[] {
  const sums = new Map<string, { up: number; down: number }>();
  for (const { answered_by: by, up, down } of days) {
    const sum = sums.get(by) ?? { up: 0, down: 0 };
    sums.set(by, { up: sum.up + up, down: sum.down + down });
  }
  return [...sums]
    .map(([answeredBy, { up, down }]) => ({ answeredBy, up, down, share: up + down === 0 ? 0 : up / (up + down) }))
    .toSorted((a, b) => b.up + b.down - (a.up + a.down) || (a.answeredBy < b.answeredBy ? -1 : 1));
}
