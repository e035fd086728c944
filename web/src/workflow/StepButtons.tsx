import { Redo2, Undo2 } from "lucide-react";
import { useEffect } from "react";

import { isTyping } from "@/app/shortcuts";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import type { Editor } from "./useEditor";

/** A text goes back by itself; in a box that is empty since its message was sent, the keys mean the workflow. */
function hasTextToUndo(target: EventTarget | null): boolean {
  if (!isTyping(target)) return false;
  return !(target instanceof HTMLTextAreaElement) || target.value !== "" || typed.get(target) === "";
}

/** What stood in a box after the last key: one that is empty all the same was emptied by sending. */
const typed = new WeakMap<EventTarget, string>();

function remember({ target }: Event): void {
  if (target instanceof HTMLTextAreaElement) typed.set(target, target.value);
}

/** Undo and redo of every change, whoever made it; by keyboard too, unless a text is being written. */
export function StepButtons({ editor }: { editor: Editor }) {
  const t = useMessages();
  const { step, undo, redo } = editor;
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const command = (event.ctrlKey || event.metaKey) && !event.altKey;
      const way = command && key === "z" ? (event.shiftKey ? "redo" : "undo") : command && key === "y" && !event.shiftKey ? "redo" : null;
      if (!way || hasTextToUndo(event.target) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      if (way === "undo" ? undo : redo) void step(way);
    };
    addEventListener("keydown", take);
    addEventListener("input", remember);
    return () => {
      removeEventListener("keydown", take);
      removeEventListener("input", remember);
    };
  }, [step, undo, redo]);
  return (
    <div className="flex items-center" role="group" aria-label={t.editing.steps}>
      <IconButton label={t.editing.undo} shortcut="Mod+Z" size="sm" disabled={!undo} onClick={() => void step("undo")}>
        <Undo2 className="size-4" aria-hidden />
      </IconButton>
      <IconButton label={t.editing.redo} shortcut="Mod+Shift+Z" size="sm" disabled={!redo} onClick={() => void step("redo")}>
        <Redo2 className="size-4" aria-hidden />
      </IconButton>
    </div>
  );
}
