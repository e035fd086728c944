/** Where a list will stand: as many lines, so that nothing moves when they come. */
export function ListSkeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="space-y-0.5">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex animate-breathe items-center gap-3 px-2.5 py-2" aria-hidden>
          <span className="size-9 shrink-0 rounded-lg bg-hover" />
          <span className="flex-1 space-y-1.5">
            <span className="block h-3 w-2/5 rounded bg-hover" />
            <span className="block h-2.5 w-3/5 rounded bg-hover" />
          </span>
        </div>
      ))}
    </div>
  );
}
