/** How much is left: worth a word at a fifth of what there was, and at nothing. */

import type { Balance } from "@/api/contract";

export type Level = "fine" | "low" | "none";

const LOW = 0.2;

export function levelOf({ available, unlimited, lots }: Balance): Level {
  if (unlimited) return "fine";
  if (available <= 0) return "none";
  const came = lots.reduce((sum, { amount }) => sum + amount, 0);
  return available <= LOW * came ? "low" : "fine";
}

/** Whole days until the trial's credits are gone; null when nothing is left of a trial, or something else is there. */
export function trialDays({ unlimited, lots }: Balance, now: number): number | null {
  if (unlimited || lots.length === 0 || lots.some(({ origin }) => origin !== "trial")) return null;
  const ends = lots.map(({ expires_at }) => (expires_at ? Date.parse(expires_at) : Infinity));
  const left = Math.max(...ends) - now;
  return Number.isFinite(left) ? Math.max(0, Math.ceil(left / 86_400_000)) : null;
}
