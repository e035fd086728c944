import { Braces, History, KeyRound, ListChecks, Workflow as WorkflowIcon } from "lucide-react";

import type { Answer } from "@/conversation/answer";
import type { TabDefinition } from "@/design/Tabs";
import type { Messages } from "@/i18n";

import { setupItems } from "./setupList";

export type PanelTab = "canvas" | "json" | "issues" | "setup" | "versions";

/** What the panel can show of an answer; versions only of a workflow that is saved. */
export function tabsFor(answer: Answer, saved: boolean, t: Messages): TabDefinition<PanelTab>[] {
  const open = setupItems(answer.setup).filter((item) => item.kind !== "assumptions").length;
  const serious = answer.issues.some((issue) => issue.severity === "error");
  return [
    { name: "canvas", label: t.workflow.canvas, icon: <WorkflowIcon aria-hidden /> },
    { name: "json", label: t.workflow.json, icon: <Braces aria-hidden /> },
    {
      name: "issues",
      label: t.workflow.issues,
      icon: <ListChecks aria-hidden />,
      count: answer.issues.length,
      tone: serious ? "danger" : "warning",
    },
    { name: "setup", label: t.workflow.setup, icon: <KeyRound aria-hidden />, count: open },
    ...(saved ? [{ name: "versions" as const, label: t.editing.versions, icon: <History aria-hidden /> }] : []),
  ];
}
