import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  danger: { look: "border-danger/25 bg-danger-soft", text: "text-danger", Icon: CircleAlert },
  warning: { look: "border-warning/25 bg-warning-soft", text: "text-warning", Icon: TriangleAlert },
  info: { look: "border-info/25 bg-info-soft", text: "text-info", Icon: Info },
};

interface NoticeProps {
  tone: keyof typeof TONES;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** What happened, and what to do next. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const { look, text, Icon } = TONES[tone];
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={clsx("flex gap-3 rounded-xl border px-3.5 py-3", look)}>
      <Icon className={clsx("mt-0.5 size-4 shrink-0", text)} aria-hidden />
      <div className="min-w-0 flex-1 space-y-1">
        <p className={clsx("font-medium break-words", text)}>{title}</p>
        {children ? <div className="text-sm break-words text-soft">{children}</div> : null}
        {actions ? <div className="flex flex-wrap gap-2 pt-1.5">{actions}</div> : null}
      </div>
    </div>
  );
}
