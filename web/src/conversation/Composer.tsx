import { ArrowUp, Paperclip, Square } from "lucide-react";
import type { RefObject } from "react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import { IconButton } from "@/design/IconButton";
import { useLanguage, useMessages } from "@/i18n";
import { readWorkflowText } from "@/workflow/opened";

import { AttachmentChips } from "./AttachmentChips";
import type { Attachment } from "./attachments";
import { attachments, useAttachments } from "./attachments";
import { readDraft, writeDraft } from "./drafts";

export const MESSAGE_LIMIT = 20_000;
/** A hint for the browser's own dialog; the server looks at the content. */
const ACCEPTED = ".json,.csv,.tsv,.txt,.md,.markdown,.pdf,.jsonl,.ndjson,.png,.jpg,.jpeg,.gif,.webp";

interface ComposerProps {
  /** Drafts are kept for each conversation. */
  draftKey: string;
  running: boolean;
  placeholder: string;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  onSend: (message: string) => void;
  onStop: () => void;
  /** Files were chosen or pasted. */
  onFiles: (files: File[]) => void;
  onFileRemoved: (attachment: Attachment) => void;
}

export function Composer({ draftKey, running, placeholder, inputRef, onSend, onStop, onFiles, onFileRemoved }: ComposerProps) {
  const t = useMessages();
  const language = useLanguage();
  const [text, setText] = useState(() => readDraft(draftKey));
  const waiting = useAttachments(draftKey);
  const chooser = useRef<HTMLInputElement>(null);
  const keyShown = useRef(draftKey);
  useEffect(() => {
    if (keyShown.current === draftKey) return;
    keyShown.current = draftKey;
    setText(readDraft(draftKey));
  }, [draftKey]);
  useGrowingHeight(inputRef, text);

  const length = [...text].length;
  const tooLong = length > MESSAGE_LIMIT;
  const uploading = waiting.some(({ file, failure }) => !file && !failure);
  const said = text.trim() !== "" || waiting.some(({ file }) => file);
  const ready = said && !tooLong && !running && !uploading;
  const change = (next: string) => {
    setText(next);
    writeDraft(draftKey, next);
  };
  const send = () => {
    if (!ready) return;
    onSend(text.trim());
    change("");
  };
  const hint = tooLong ? t.composer.tooLong(new Intl.NumberFormat(language).format(MESSAGE_LIMIT)) : uploading ? t.talk.wait : t.composer.hint;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="rounded-2xl border border-line-strong bg-surface shadow-2 transition-colors focus-within:border-accent"
    >
      <AttachmentChips
        attachments={waiting}
        onRemove={(attachment) => {
          attachments.remove(draftKey, attachment.key);
          onFileRemoved(attachment);
          inputRef.current?.focus();
        }}
      />
      <textarea
        ref={inputRef}
        id="message"
        aria-label={t.composer.label}
        aria-describedby="message-hint"
        aria-invalid={tooLong}
        value={text}
        rows={1}
        placeholder={placeholder}
        onChange={(event) => change(event.target.value)}
        onPaste={(event) => {
          const files = pastedFiles(event.clipboardData, t.talk.pasted);
          if (files.length === 0) return;
          event.preventDefault();
          onFiles(files);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            send();
          }
          if (event.key === "Escape" && running) onStop();
        }}
        className="field-sizing-content block max-h-60 min-h-12 w-full resize-none bg-transparent px-4 pt-3 pb-1 text-base outline-none placeholder:text-faint max-md:text-lg"
      />
      <div className="flex items-center justify-between gap-2 px-2 pb-2">
        <IconButton label={t.talk.attach} side="top" onClick={() => chooser.current?.click()}>
          <Paperclip className="size-4" aria-hidden />
        </IconButton>
        <input
          ref={chooser}
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label={t.talk.attach}
          tabIndex={-1}
          className="hidden"
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])]);
            // The same file can be chosen again.
            event.target.value = "";
            inputRef.current?.focus();
          }}
        />
        <p id="message-hint" className={tooLong ? "text-xs text-danger" : "truncate text-xs text-faint max-sm:sr-only"}>
          {hint}
        </p>
        <span className="ml-auto">
          {running ? (
            <IconButton label={t.composer.stop} look="primary" side="top" onClick={onStop}>
              <Square className="size-3 fill-current" aria-hidden />
            </IconButton>
          ) : (
            <IconButton label={t.composer.send} look="primary" side="top" type="submit" disabled={!ready}>
              <ArrowUp className="size-4" aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
    </form>
  );
}

/** Files of the clipboard, or n8n JSON in it as one: words that merely contain JSON are a message. */
function pastedFiles(clipboard: DataTransfer, name: string): File[] {
  if (clipboard.files.length) return [...clipboard.files];
  const text = clipboard.getData("text/plain");
  const document = readWorkflowText(text);
  if (!document) return [];
  const called = typeof document["name"] === "string" && document["name"] ? document["name"] : name;
  return [new File([text], `${called}.json`, { type: "application/json" })];
}

/** For browsers without `field-sizing: content`. */
function useGrowingHeight(ref: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const area = ref.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [ref, text]);
}
