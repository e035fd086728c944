import { Braces, Keyboard, KeyRound, ListChecks, MessageSquare, Moon, PanelLeft, PenLine, Settings, SquarePen, Sun, Workflow as WorkflowIcon } from "lucide-react";
import { useMemo } from "react";

import { useConversations } from "@/api/queries";
import type { Answer } from "@/conversation/answer";
import { typeName } from "@/graph/names";
import { readWorkflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";
import type { SettingsPart } from "@/settings/SettingsDialog";
import type { PanelTab } from "@/workflow/WorkflowPanel";

import type { Command } from "./commands";
import { setPreferences, usePreferences } from "./preferences";
import { navigate } from "./route";

interface CommandTargets {
  /** The answer whose workflow is shown. */
  answer: Answer | null;
  onNew: () => void;
  onSidebar: () => void;
  onFocusMessage: () => void;
  onOpen: (conversationId: string) => void;
  onTab: (tab: PanelTab) => void;
  onNode: (name: string) => void;
  onSettings: (part: SettingsPart) => void;
}

function isDark(): boolean {
  return document.documentElement.dataset["theme"] === "dark";
}

/** All that the command palette offers at the moment. */
export function useCommands(targets: CommandTargets): Command[] {
  const t = useMessages();
  const { data: conversations } = useConversations();
  usePreferences();
  const { answer, onNew, onSidebar, onFocusMessage, onOpen, onTab, onNode, onSettings } = targets;
  const shownDocument = answer?.workflow ?? null;
  const nodes = useMemo(() => readWorkflow(shownDocument)?.nodes ?? [], [shownDocument]);

  const actions: Command[] = [
    { id: "new", group: "actions", label: t.sidebar.newChat, icon: <SquarePen />, shortcut: "Mod+Shift+O", run: onNew },
    { id: "message", group: "actions", label: t.palette.focusMessage, icon: <PenLine />, shortcut: "/", run: onFocusMessage },
    { id: "library", group: "actions", label: t.library.label, icon: <WorkflowIcon />, run: () => navigate("/workflows") },
    { id: "sidebar", group: "actions", label: t.palette.toggleSidebar, icon: <PanelLeft />, shortcut: "Mod+B", run: onSidebar },
    {
      id: "theme",
      group: "actions",
      label: t.palette.toggleTheme,
      icon: isDark() ? <Sun /> : <Moon />,
      run: () => setPreferences({ theme: isDark() ? "light" : "dark" }),
    },
  ];
  const settings: Command[] = [
    { id: "settings", group: "actions", label: t.settings.label, icon: <Settings />, run: () => onSettings("general") },
    { id: "shortcuts", group: "actions", label: t.settings.shortcuts, icon: <Keyboard />, run: () => onSettings("shortcuts") },
  ];
  const tabs: [PanelTab, string, Command["icon"]][] = [
    ["canvas", t.workflow.canvas, <WorkflowIcon key="icon" />],
    ["json", t.workflow.json, <Braces key="icon" />],
    ["issues", t.workflow.issues, <ListChecks key="icon" />],
    ["setup", t.workflow.setup, <KeyRound key="icon" />],
  ];
  const views: Command[] = shownDocument
    ? tabs.map(([tab, label, icon]) => ({ id: `tab-${tab}`, group: "actions", label, icon, run: () => onTab(tab) }))
    : [];
  return [
    ...actions,
    ...views,
    ...settings,
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
    ...(conversations ?? []).map(
      ({ id, title }): Command => ({
        id: `conversation-${id}`,
        group: "conversations",
        label: title,
        icon: <MessageSquare />,
        run: () => onOpen(id),
      }),
    ),
  ];
}
