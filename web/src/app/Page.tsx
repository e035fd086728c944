import clsx from "clsx";
import type { ReactNode } from "react";

import { PageHeader } from "./PageHeader";

interface PageProps {
  title: string;
  actions?: ReactNode;
  /** Between the header and what scrolls. */
  bar?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A page in the frame: its header stays, the rest scrolls in a column that is pleasant to read. */
export function Page({ title, actions, bar, className, children }: PageProps) {
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface outline-none">
      <PageHeader title={title} actions={actions} />
      {bar}
      {/* The keyboard scrolls it where nothing in it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label={title} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
        <div className={clsx("mx-auto w-full p-4 pb-12 sm:px-6 sm:pt-6", className ?? "max-w-3xl")}>{children}</div>
      </section>
    </main>
  );
}
