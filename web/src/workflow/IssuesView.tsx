import { CircleCheck } from "lucide-react";

import type { Issue } from "@/api/contract";
import { useMessages } from "@/i18n";

import { EmptyState } from "./EmptyState";
import { IssueItem } from "./IssueItem";

const ORDER = { error: 0, warning: 1, hint: 2 };

interface IssuesViewProps {
  issues: Issue[];
  onOpenNode: (node: string) => void;
}

export function IssuesView({ issues, onOpenNode }: IssuesViewProps) {
  const t = useMessages();
  if (issues.length === 0) {
    return <EmptyState icon={<CircleCheck />} title={t.issues.none} text={t.issues.noneText} />;
  }
  const sorted = [...issues].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return (
    <ul className="mx-auto max-w-2xl space-y-2 p-4">
      {sorted.map((issue, index) => (
        // The list is replaced as a whole.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="rounded-xl border border-line bg-surface p-3.5">
          <IssueItem issue={issue} />
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
  );
}
