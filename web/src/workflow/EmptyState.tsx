import type { ReactNode } from "react";

export function EmptyState({ icon, title, text, children }: { icon: ReactNode; title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <span className="flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent [&>svg]:size-6" aria-hidden>
        {icon}
      </span>
      <div>
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 max-w-xs text-sm text-balance text-faint">{text}</p>
      </div>
      {children}
    </div>
  );
}
