import { useEffect } from "react";

interface Shortcuts {
  onSidebar: () => void;
  onNew: () => void;
  onFocusMessage: () => void;
  onPalette: () => void;
}

/** Whether a key goes into a text that somebody writes. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|range)$/.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The page's keyboard shortcuts; the single-letter one rests while somebody types. */
export function useShortcuts({ onSidebar, onNew, onFocusMessage, onPalette }: Shortcuts): void {
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
            : !command && !event.altKey && key === "/" && !isTyping(event.target)
              ? onFocusMessage
              : null;
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", take);
    return () => removeEventListener("keydown", take);
  }, [onSidebar, onNew, onFocusMessage, onPalette]);
}
