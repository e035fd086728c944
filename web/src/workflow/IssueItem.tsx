import clsx from "clsx";
import { CircleAlert, Lightbulb, TriangleAlert, Wrench } from "lucide-react";

import type { Issue } from "@/api/contract";
import { Button } from "@/design/Button";
import { useMessages } from "@/i18n";
import { InlineCode } from "@/markdown/InlineCode";

import type { Editor } from "./useEditor";

const LOOKS = {
  error: { Icon: CircleAlert, text: "text-danger" },
  warning: { Icon: TriangleAlert, text: "text-warning" },
  hint: { Icon: Lightbulb, text: "text-info" },
};

interface IssueItemProps {
  issue: Issue;
  /** Mends it at the press of a button; null where nothing can be changed. */
  editor?: Editor | null;
}

export function IssueItem({ issue, editor = null }: IssueItemProps) {
  const t = useMessages();
  const { Icon, text } = LOOKS[issue.severity] ?? LOOKS.warning;
  return (
    <div className="flex gap-2.5 text-sm">
      <Icon className={clsx("mt-0.5 size-4 shrink-0", text)} aria-hidden />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="break-words">
          <span className="sr-only">{t.issues.severities[issue.severity]}: </span>
          <InlineCode text={issue.message} />
        </p>
        {issue.suggestion && !(editor && issue.fix) ? (
          <p className="break-words text-soft">
            <InlineCode text={issue.suggestion} />
          </p>
        ) : null}
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
          <code className="font-mono text-2xs">{issue.code}</code>
          {issue.parameter ? <code className="font-mono text-2xs break-all">{issue.parameter}</code> : null}
          {issue.source === "n8n" ? <span className="rounded bg-hover px-1.5 text-soft">{t.issues.byN8n}</span> : null}
        </p>
        {editor && issue.fix ? <FixOffer issue={issue} fix={issue.fix} editor={editor} /> : null}
      </div>
    </div>
  );
}

function FixOffer({ issue, fix, editor }: { issue: Issue; fix: NonNullable<Issue["fix"]>; editor: Editor }) {
  const t = useMessages();
  return (
    <div className="flex items-start gap-2.5 pt-1">
      <Button
        size="sm"
        disabled={editor.busy}
        aria-label={`${t.editing.fix}: ${issue.message.replaceAll("`", "")}`}
        onClick={() => void editor.fix(issue)}
      >
        <Wrench className="size-3.5" aria-hidden />
        {t.editing.fix}
      </Button>
      <p className="min-w-0 flex-1 pt-1 text-xs break-words text-soft">
        <InlineCode text={fix.text} />
        {fix.safe ? null : <span className="text-warning"> {t.editing.assumes}</span>}
      </p>
    </div>
  );
}
