import { CircleCheck, Wrench } from "lucide-react";

import type { Issue } from "@/api/contract";
import { Button } from "@/design/Button";
import { useMessages } from "@/i18n";

import { EmptyState } from "./EmptyState";
import { IssueItem } from "./IssueItem";
import type { Editor } from "./useEditor";

const ORDER = { error: 0, warning: 1, hint: 2 };

interface IssuesViewProps {
  issues: Issue[];
  /** Mends what can be mended; null where nothing can be changed. */
  editor?: Editor | null;
  onOpenNode: (node: string) => void;
}

export function IssuesView({ issues, editor = null, onOpenNode }: IssuesViewProps) {
  const t = useMessages();
  if (issues.length === 0) {
    return <EmptyState icon={<CircleCheck />} title={t.issues.none} text={t.issues.noneText} />;
  }
  const sorted = [...issues].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  const mendable = editor ? issues.filter((issue) => issue.fix).length : 0;
  return (
    <div className="mx-auto max-w-2xl space-y-3 p-4">
      {mendable > 1 ? (
        <div className="flex flex-wrap items-center gap-2 rounded-xl bg-accent-soft py-2 pr-2 pl-3.5">
          <p className="min-w-48 flex-1 text-sm">{t.editing.mendable(mendable, issues.length)}</p>
          <Button look="primary" size="sm" disabled={editor?.busy} onClick={() => void editor?.fix(null)}>
            <Wrench className="size-3.5" aria-hidden />
            {t.editing.fixAll}
          </Button>
        </div>
      ) : null}
      <ul className="space-y-2">
        {sorted.map((issue, index) => (
          // The list is replaced as a whole.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="rounded-xl border border-line bg-surface p-3.5">
            <IssueItem issue={issue} editor={editor} />
            <div className="mt-2 pl-6.5 text-sm">
              {issue.node ? (
                <button
                  type="button"
                  aria-label={`${t.issues.show}: ${issue.node}`}
                  onClick={() => onOpenNode(issue.node ?? "")}
                  className="font-medium text-accent underline-offset-4 hover:underline"
                >
                  {issue.node}
                </button>
              ) : (
                <span className="text-faint">{t.issues.wholeWorkflow}</span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
