import { PanelLeftOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect } from "react";

import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import { useFrame } from "./shell";

interface PageHeaderProps {
  title: string;
  /** Before the title, where the page is part of another one. */
  before?: ReactNode;
  actions?: ReactNode;
}

/** The line above a page, with the way to the sidebar where it is hidden. */
export function PageHeader({ title, before, actions }: PageHeaderProps) {
  const t = useMessages();
  const { sidebarShown, toggleSidebar } = useFrame();
  useEffect(() => {
    document.title = `${title} · NodePilot`;
  }, [title]);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3">
      {sidebarShown ? null : (
        <IconButton label={t.sidebar.open} shortcut="Mod+B" onClick={toggleSidebar}>
          <PanelLeftOpen className="size-4" aria-hidden />
        </IconButton>
      )}
      {before}
      <h1 className="min-w-0 flex-1 truncate font-semibold">{title}</h1>
      {actions}
    </header>
  );
}
