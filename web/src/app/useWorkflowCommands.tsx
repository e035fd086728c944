import { Braces, History, KeyRound, ListChecks, Workflow as WorkflowIcon } from "lucide-react";
import { useMemo } from "react";

import type { Answer } from "@/conversation/answer";
import { typeName } from "@/graph/names";
import { readWorkflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";
import type { PanelTab } from "@/workflow/WorkflowPanel";

import type { Command } from "./commands";

interface WorkflowCommandTargets {
  /** The answer whose workflow is shown. */
  answer: Answer | null;
  onTab: (tab: PanelTab) => void;
  onNode: (name: string) => void;
}

/** What the command palette offers about the workflow that is shown: its views and its nodes. */
export function useWorkflowCommands({ answer, onTab, onNode }: WorkflowCommandTargets): Command[] {
  const t = useMessages();
  const shownDocument = answer?.workflow ?? null;
  const nodes = useMemo(() => readWorkflow(shownDocument)?.nodes ?? [], [shownDocument]);
  const tabs: [PanelTab, string, Command["icon"]][] = [
    ["canvas", t.workflow.canvas, <WorkflowIcon key="icon" />],
    ["json", t.workflow.json, <Braces key="icon" />],
    ["issues", t.workflow.issues, <ListChecks key="icon" />],
    ["setup", t.workflow.setup, <KeyRound key="icon" />],
    ...(answer?.saved ? [["versions", t.editing.versions, <History key="icon" />] as [PanelTab, string, Command["icon"]]] : []),
  ];
  if (!shownDocument) return [];
  return [
    ...tabs.map(([tab, label, icon]): Command => ({ id: `tab-${tab}`, group: "actions", label, icon, run: () => onTab(tab) })),
    ...nodes.map(
      (node, index): Command => ({
        id: `node-${index}`,
        group: "nodes",
        label: node.name,
        words: `${node.type} ${typeName(node.type)}`,
        icon: <WorkflowIcon />,
        run: () => onNode(node.name),
      }),
    ),
  ];
}
