import clsx from "clsx";

/** Two nodes and the way between them, which is an N. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={clsx("shrink-0", className)} aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="stroke-on-accent" fill="none" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8.5 23V10.6c0-.9 1.1-1.3 1.7-.6l11.6 12c.6.7 1.7.3 1.7-.6V9" />
      </g>
      <circle cx="8.5" cy="23" r="3" className="fill-on-accent" />
      <circle cx="23.5" cy="9" r="3" className="fill-on-accent" />
    </svg>
  );
}
