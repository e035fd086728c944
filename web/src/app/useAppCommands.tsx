import {
  Blocks, CircleHelp, Coins, Keyboard, KeyRound, Languages, LayoutTemplate, LogOut, MessageSquare, Moon, PanelLeft, PenLine, Settings,
  ShieldCheck, SquarePen, Sun, UserRound, Workflow as WorkflowIcon,
} from "lucide-react";

import { signOut } from "@/api/endpoints";
import { useConversations, useMe } from "@/api/queries";
import { showToast } from "@/design/Toasts";
import { LANGUAGES, useLanguage, useMessages } from "@/i18n";

import type { Command } from "./commands";
import type { Language } from "./preferences";
import { setPreferences, usePreferences } from "./preferences";
import { pathOf } from "./route";
import type { Frame } from "./shell";

function isDark(): boolean {
  return document.documentElement.dataset["theme"] === "dark";
}

const action = (id: string, label: string, icon: Command["icon"], run: () => void, shortcut?: string): Command => ({
  id,
  group: "actions",
  label,
  icon,
  run,
  ...(shortcut ? { shortcut } : {}),
});

/** What the command palette offers on every page. */
export function useAppCommands(frame: Frame, onFocusMessage: () => void): Command[] {
  const t = useMessages();
  const language = useLanguage();
  const { data: conversations } = useConversations();
  const { data: me } = useMe();
  usePreferences();
  const { open, openSettings } = frame;
  const page = (path: string, label: string, icon: Command["icon"]): Command => ({
    id: path,
    group: "pages",
    label,
    icon,
    run: () => open(path),
  });
  const leave = async () => {
    try {
      await signOut();
      location.assign("/");
    } catch {
      showToast(t.errors.unreachable);
    }
  };
  return [
    action("new", t.sidebar.newChat, <SquarePen />, frame.startNew, "Mod+Shift+O"),
    action("message", t.palette.focusMessage, <PenLine />, onFocusMessage, "/"),
    action("sidebar", t.palette.toggleSidebar, <PanelLeft />, frame.toggleSidebar, "Mod+B"),
    action("theme", t.palette.toggleTheme, isDark() ? <Sun /> : <Moon />, () => setPreferences({ theme: isDark() ? "light" : "dark" })),
    ...Object.entries(LANGUAGES)
      .filter(([code]) => code !== language)
      .map(([code, name]) =>
        action(`language-${code}`, `${t.settings.language}: ${name}`, <Languages />, () => setPreferences({ language: code as Language })),
      ),
    action("sign-out", t.settings.signOut, <LogOut />, () => void leave()),
    page("/workflows", t.library.label, <WorkflowIcon />),
    page("/templates", t.templates.title, <LayoutTemplate />),
    page("/nodes", t.pages.nodes, <Blocks />),
    page("/billing", t.billing.label, <Coins />),
    page("/help", t.pages.help, <CircleHelp />),
    ...(me?.is_admin ? [page("/admin", t.pages.admin, <ShieldCheck />)] : []),
    ...(
      [
        ["general", t.settings.label, <Settings key="icon" />],
        ["account", t.settings.account, <UserRound key="icon" />],
        ["keys", t.settings.keys, <KeyRound key="icon" />],
        ["shortcuts", t.settings.shortcuts, <Keyboard key="icon" />],
      ] as const
    ).map(
      ([part, label, icon]): Command => ({ id: `settings-${part}`, group: "pages", label, words: t.settings.label, icon, run: () => openSettings(part) }),
    ),
    ...(conversations ?? []).map(
      ({ id, title }): Command => ({
        id: `conversation-${id}`,
        group: "conversations",
        label: title,
        icon: <MessageSquare />,
        run: () => open(pathOf(id)),
      }),
    ),
  ];
}
