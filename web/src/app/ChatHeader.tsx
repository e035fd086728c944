import { Link, PanelLeftOpen, SquarePen } from "lucide-react";

import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

interface ChatHeaderProps {
  /** Empty where the page below has a heading of its own. */
  title: string;
  sidebarShown: boolean;
  onSidebar: () => void;
  onNew: () => void;
  /** null while there is nothing to share. */
  onShare: (() => void) | null;
}

export function ChatHeader({ title, sidebarShown, onSidebar, onNew, onShare }: ChatHeaderProps) {
  const t = useMessages();
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 px-2">
      {sidebarShown ? null : (
        <IconButton label={t.sidebar.open} shortcut="Mod+B" data-tour="sidebar" onClick={onSidebar}>
          <PanelLeftOpen className="size-4" aria-hidden />
        </IconButton>
      )}
      {title ? <h1 className="min-w-0 flex-1 truncate px-1.5 text-sm font-medium">{title}</h1> : <span className="flex-1" />}
      {onShare ? (
        <IconButton label={t.share.action} onClick={onShare}>
          <Link className="size-4" aria-hidden />
        </IconButton>
      ) : null}
      {sidebarShown ? null : (
        <IconButton label={t.sidebar.newChat} onClick={onNew}>
          <SquarePen className="size-4" aria-hidden />
        </IconButton>
      )}
    </header>
  );
}
