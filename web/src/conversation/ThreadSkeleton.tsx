/** Where a conversation will stand. It shows itself only when that takes longer than a moment. */
export function ThreadSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="min-h-0 flex-1 animate-appear overflow-hidden [animation-delay:250ms]">
      <div className="mx-auto w-full max-w-3xl animate-breathe space-y-6 px-4 pt-4" aria-hidden>
        {[1, 2].map((exchange) => (
          <div key={exchange} className="space-y-6">
            <div className="ml-auto h-11 w-3/5 rounded-2xl bg-hover" />
            <div className="flex gap-3">
              <span className="size-6 shrink-0 rounded-md bg-hover" />
              <span className="flex-1 space-y-2.5">
                <span className="block h-3 w-4/5 rounded bg-hover" />
                <span className="block h-3 w-3/5 rounded bg-hover" />
                <span className="block h-16 rounded-xl bg-hover" />
              </span>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
