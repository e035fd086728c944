import type { KeyboardEvent } from "react";
import { useState } from "react";

/** A text while it is written; it is handed over when the field is left, or by Enter. What `commit` refuses (false) goes. */
export function useDraft(value: string, commit: (text: string) => boolean | void, multiline: boolean) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // It was changed elsewhere: by an undo, an answer in the chat, another tab.
    setKnown(value);
    setDraft(value);
  }
  const leave = () => {
    if (draft !== value && commit(draft) === false) setDraft(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      leave();
    }
    if (event.key === "Escape" && draft !== value) {
      // The first Escape takes the text back, the next one closes the details.
      event.stopPropagation();
      setDraft(value);
    }
  };
  return { draft, setDraft, leave, onKeyDown };
}
