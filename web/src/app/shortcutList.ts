/** The keyboard shortcuts as they are told to people; what they do is in shortcuts.ts and where they belong. */

import type { Messages } from "@/i18n";

export interface ShortcutRow {
  what: string;
  keys: string;
}

export function shortcutRows(t: Messages): ShortcutRow[] {
  return [
    { what: t.palette.open, keys: "Mod+K" },
    { what: t.palette.list, keys: "?" },
    { what: t.sidebar.newChat, keys: "Mod+Shift+O" },
    { what: t.palette.toggleSidebar, keys: "Mod+B" },
    { what: t.palette.focusMessage, keys: "/" },
    { what: t.editing.undo, keys: "Mod+Z" },
    { what: t.editing.redo, keys: "Mod+Shift+Z" },
    { what: t.editing.findOnCanvas, keys: "F" },
    { what: t.composer.send, keys: "Enter" },
    { what: t.settings.newLine, keys: "Shift+Enter" },
    { what: t.composer.stop, keys: "Esc" },
  ];
}
