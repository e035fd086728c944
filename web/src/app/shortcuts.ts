import { useEffect } from "react";

interface Shortcuts {
  onSidebar: () => void;
  onNew: () => void;
  onFocusMessage: () => void;
  onPalette: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
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
