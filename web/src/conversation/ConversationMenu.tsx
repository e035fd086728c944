import { Brain, FileJson, FileText, Link, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import type { ReactNode } from "react";

import type { ConversationSummary } from "@/api/contract";
import { exportAddress } from "@/api/endpoints";
import { Menu, MenuItem, MenuSeparator } from "@/design/Menu";
import { useMessages } from "@/i18n";

export interface ConversationActions {
  onRename: (id: string, title: string) => void;
  onPin: (id: string, pinned: boolean) => void;
  onShare: (id: string) => void;
  onMemory: (id: string) => void;
  onDelete: (conversation: ConversationSummary) => void;
}

interface ConversationMenuProps extends Omit<ConversationActions, "onRename"> {
  conversation: ConversationSummary;
  trigger: ReactNode;
  onEditTitle: () => void;
}

export function ConversationMenu({ conversation, trigger, onEditTitle, onPin, onShare, onMemory, onDelete }: ConversationMenuProps) {
  const t = useMessages();
  const { id, pinned } = conversation;
  return (
    <Menu trigger={trigger}>
      <MenuItem icon={<Pencil />} onSelect={onEditTitle}>
        {t.sidebar.rename}
      </MenuItem>
      <MenuItem icon={pinned ? <PinOff /> : <Pin />} onSelect={() => onPin(id, !pinned)}>
        {pinned ? t.sidebar.unpin : t.sidebar.pin}
      </MenuItem>
      <MenuItem icon={<Link />} onSelect={() => onShare(id)}>
        {t.share.action}
      </MenuItem>
      <MenuItem icon={<Brain />} onSelect={() => onMemory(id)}>
        {t.sidebar.memory}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<FileText />} onSelect={() => download(exportAddress(id, "markdown"))}>
        {t.sidebar.exportMarkdown}
      </MenuItem>
      <MenuItem icon={<FileJson />} onSelect={() => download(exportAddress(id, "json"))}>
        {t.sidebar.exportJson}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} danger onSelect={() => onDelete(conversation)}>
        {t.sidebar.delete}
      </MenuItem>
    </Menu>
  );
}

/** The server names the file. */
function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
