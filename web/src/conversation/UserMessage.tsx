import { Pencil } from "lucide-react";
import { useState } from "react";

import type { Provenance, SentFile } from "@/api/contract";
import { Button } from "@/design/Button";
import { CopyButton } from "@/design/CopyButton";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import { readDraft, writeDraft } from "./drafts";
import { RequestText } from "./RequestText";
import { SentFiles } from "./SentFiles";
import type { Versions } from "./thread";
import { VersionSwitch } from "./VersionSwitch";

interface UserMessageProps {
  text: string;
  files: readonly SentFile[];
  versions: Versions;
  provenance: Provenance | null;
  /** Whether it is one's own conversation. */
  own: boolean;
  onOpenNode: (node: string) => void;
  /** null while an answer is running: nothing can be sent then. */
  onEdit: ((text: string) => void) | null;
  onShow: ((messageId: string) => void) | null;
}

export function UserMessage({ text, files, versions, provenance, own, onOpenNode, onEdit, onShow }: UserMessageProps) {
  const t = useMessages();
  const [draft, setDraft] = useEditDraft(versions.shown);
  if (draft !== null && onEdit) {
    return (
      <EditForm
        draft={draft}
        mayBeEmpty={files.length > 0}
        onChange={setDraft}
        onCancel={() => setDraft(null)}
        onSend={(next) => {
          setDraft(null);
          onEdit(next);
        }}
      />
    );
  }
  return (
    <article className="group relative flex flex-col items-end" aria-label={t.chat.you}>
      <SentFiles files={files} own={own} />
      {text ? (
        <div className="max-w-[88%] rounded-2xl rounded-br-md bg-hover px-3.5 py-2.5 break-words">
          <RequestText text={text} provenance={provenance} onOpen={onOpenNode} />
        </div>
      ) : null}
      <div className="absolute top-full right-0 z-10 flex items-center">
        <VersionSwitch versions={versions} onShow={onShow} />
        <span className="flex opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
          <CopyButton text={() => text} label={t.chat.copyMessage} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
          {onEdit && versions.shown ? (
            <IconButton label={t.chat.edit} size="sm" onClick={() => setDraft(text)}>
              <Pencil className="size-3.5" aria-hidden />
            </IconButton>
          ) : null}
        </span>
      </div>
    </article>
  );
}

/** What is being made of a message that was sent; it survives a reload, as every draft does. */
function useEditDraft(messageId: string): [string | null, (draft: string | null) => void] {
  const key = `edit.${messageId}`;
  const [draft, setDraft] = useState(() => (messageId ? readDraft(key) || null : null));
  const change = (next: string | null) => {
    setDraft(next);
    if (messageId) writeDraft(key, next ?? "");
  };
  return [draft, change];
}

interface EditFormProps {
  draft: string;
  mayBeEmpty: boolean;
  onChange: (draft: string) => void;
  onCancel: () => void;
  onSend: (text: string) => void;
}

function EditForm({ draft, mayBeEmpty, onChange, onCancel, onSend }: EditFormProps) {
  const t = useMessages();
  const send = () => {
    if (draft.trim() || mayBeEmpty) onSend(draft.trim());
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
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            send();
          }
        }}
        className="field-sizing-content max-h-72 min-h-20 w-full resize-none rounded-xl border border-line-strong bg-surface px-3.5 py-2.5 -outline-offset-1 focus:border-accent"
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onCancel}>
          {t.common.cancel}
        </Button>
        <Button size="sm" look="primary" type="submit">
          {t.chat.send}
        </Button>
      </div>
    </form>
  );
}
