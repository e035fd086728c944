import { Pencil } from "lucide-react";
import { useState } from "react";

import type { Provenance } from "@/api/contract";
import { Button } from "@/design/Button";
import { CopyButton } from "@/design/CopyButton";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import { RequestText } from "./RequestText";

interface UserMessageProps {
  text: string;
  provenance: Provenance | null;
  onOpenNode: (node: string) => void;
  /** null while an answer is running: nothing can be sent then. */
  onResend: ((text: string) => void) | null;
}

export function UserMessage({ text, provenance, onOpenNode, onResend }: UserMessageProps) {
  const t = useMessages();
  const [draft, setDraft] = useState<string | null>(null);
  if (draft !== null && onResend) {
    const send = () => {
      if (!draft.trim()) return;
      setDraft(null);
      onResend(draft.trim());
    };
    return (
      <form
        className="ml-6 space-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <textarea
          aria-label={t.chat.edit}
          value={draft}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setDraft(null);
            if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              send();
            }
          }}
          className="field-sizing-content max-h-72 min-h-20 w-full resize-none rounded-xl border border-line-strong bg-surface px-3.5 py-2.5 outline-none focus:border-accent"
        />
        <div className="flex justify-end gap-2">
          <Button size="sm" onClick={() => setDraft(null)}>
            {t.common.cancel}
          </Button>
          <Button size="sm" look="primary" type="submit">
            {t.chat.send}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <article className="group relative flex flex-col items-end" aria-label={t.chat.you}>
      <div className="max-w-[88%] rounded-2xl rounded-br-md bg-hover px-3.5 py-2.5 break-words">
        <RequestText text={text} provenance={provenance} onOpen={onOpenNode} />
      </div>
      <div className="absolute top-full right-0 z-10 flex opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
        <CopyButton text={() => text} label={t.chat.copyMessage} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
        {onResend ? (
          <IconButton label={t.chat.edit} size="sm" onClick={() => setDraft(text)}>
            <Pencil className="size-3.5" aria-hidden />
          </IconButton>
        ) : null}
      </div>
    </article>
  );
}
