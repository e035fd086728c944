import clsx from "clsx";
import type { ReactNode } from "react";

const TONES = {
  neutral: "bg-hover text-soft",
  accent: "bg-accent-soft text-accent",
  ai: "bg-ai-soft text-ai",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
} as const;

/** A word that says what kind of thing this is. */
export function Badge({ tone = "neutral", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return <span className={clsx("inline-flex h-5 shrink-0 items-center rounded-md px-1.5 text-2xs font-medium", TONES[tone])}>{children}</span>;
}
