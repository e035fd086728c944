import { useEffect } from "react";

import { getPreferences } from "./preferences";

interface Shortcuts {
  onSidebar: () => void;
  onNew: () => void;
  onFocusMessage: () => void;
  onPalette: () => void;
  onList: () => void;
}

/** Whether a key goes into a text that somebody writes. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|range)$/.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The page's keyboard shortcuts; those of a single key rest while somebody types, and where they are switched off. */
export function useShortcuts({ onSidebar, onNew, onFocusMessage, onPalette, onList }: Shortcuts): void {
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const action =
        command && !event.shiftKey && key === "b"
          ? onSidebar
          : command && !event.shiftKey && key === "k"
            ? onPalette
            : command && event.shiftKey && key === "o"
              ? onNew
              : command || event.altKey || isTyping(event.target) || !getPreferences().singleKeys
                ? null
                : key === "/"
                  ? onFocusMessage
                  : key === "?"
                    ? onList
                    : null;
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", take);
    return () => removeEventListener("keydown", take);
  }, [onSidebar, onNew, onFocusMessage, onPalette, onList]);
}
