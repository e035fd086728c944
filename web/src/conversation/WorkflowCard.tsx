import clsx from "clsx";
import { ChevronRight, CircleAlert, CircleCheck, KeyRound, TriangleAlert, Workflow as WorkflowIcon } from "lucide-react";

import { readWorkflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import type { Answer } from "./answer";

interface WorkflowCardProps {
  answer: Answer;
  shown: boolean;
  onShow: () => void;
}

/** The workflow of an answer, in the conversation: a click shows it beside. */
export function WorkflowCard({ answer, shown, onShow }: WorkflowCardProps) {
  const t = useMessages();
  const workflow = readWorkflow(answer.workflow);
  if (!workflow) return null;
  const nodes = workflow.nodes.filter((node) => !node.type.endsWith(".stickyNote")).length;
  const serious = answer.issues.filter((issue) => issue.severity === "error").length;
  const StateIcon = serious ? CircleAlert : answer.issues.length ? TriangleAlert : CircleCheck;
  const open = (answer.setup?.credentials.length ?? 0) + (answer.setup?.placeholders.length ?? 0);
  return (
    <button
      type="button"
      onClick={onShow}
      aria-pressed={shown}
      className={clsx(
        "group flex w-full animate-rise items-center gap-3 rounded-xl border p-3 text-left transition-colors",
        shown ? "border-accent-line bg-accent-soft" : "border-line bg-surface shadow-1 hover:border-line-strong hover:bg-hover",
      )}
    >
      <span
        className={clsx(
          "flex size-9 shrink-0 items-center justify-center rounded-lg",
          shown ? "bg-accent text-on-accent" : "bg-accent-soft text-accent",
        )}
      >
        <WorkflowIcon className="size-4.5" aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="sr-only">{t.chat.showWorkflow}: </span>
        <span className="block truncate font-medium">{workflow.name ?? t.chat.workflowUntitled}</span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-soft">
          <span>{t.chat.nodes(nodes)}</span>
          <span className={clsx("flex items-center gap-1", serious ? "text-danger" : "")}>
            <StateIcon className={clsx("size-3", serious ? "" : answer.issues.length ? "text-warning" : "text-accent")} aria-hidden />
            {answer.issues.length ? t.chat.issues(answer.issues.length) : t.chat.noIssues}
          </span>
          {open ? (
            <span className="flex items-center gap-1">
              <KeyRound className="size-3" aria-hidden />
              {t.chat.toSetUp(open)}
            </span>
          ) : null}
        </span>
      </span>
      <ChevronRight className="size-4 shrink-0 text-faint transition-transform group-hover:translate-x-0.5" aria-hidden />
    </button>
  );
}
