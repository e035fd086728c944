import { ArrowUp, Square } from "lucide-react";
import type { RefObject } from "react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import { IconButton } from "@/design/IconButton";
import { showToast } from "@/design/Toasts";
import type { JsonObject } from "@/graph/workflow";
import { useLanguage, useMessages } from "@/i18n";
import { readWorkflowText } from "@/workflow/opened";

import { readDraft, writeDraft } from "./drafts";

export const MESSAGE_LIMIT = 20_000;
/** In bytes; a workflow of a thousand nodes is smaller. */
const LARGEST_FILE = 10_000_000;

interface ComposerProps {
  /** Drafts are kept for each conversation. */
  draftKey: string;
  running: boolean;
  placeholder: string;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  onSend: (message: string) => void;
  onStop: () => void;
  /** n8n JSON was pasted or dropped. */
  onOpenWorkflow: (document: JsonObject) => void;
}

export function Composer({ draftKey, running, placeholder, inputRef, onSend, onStop, onOpenWorkflow }: ComposerProps) {
  const t = useMessages();
  const language = useLanguage();
  const [text, setText] = useState(() => readDraft(draftKey));
  const keyShown = useRef(draftKey);
  useEffect(() => {
    if (keyShown.current === draftKey) return;
    keyShown.current = draftKey;
    setText(readDraft(draftKey));
  }, [draftKey]);
  useGrowingHeight(inputRef, text);

  const length = [...text].length;
  const tooLong = length > MESSAGE_LIMIT;
  const ready = text.trim() !== "" && !tooLong && !running;
  const change = (next: string) => {
    setText(next);
    writeDraft(draftKey, next);
  };
  const send = () => {
    if (!ready) return;
    onSend(text.trim());
    change("");
  };
  const openDropped = async (files: FileList) => {
    const [file] = files;
    const document = file && file.size <= LARGEST_FILE ? readWorkflowText(await file.text()) : null;
    if (document) onOpenWorkflow(document);
    else showToast(t.composer.notAWorkflow, { seconds: 6 });
  };
  return (
    // Files can be dropped on it; the keyboard pastes.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void openDropped(event.dataTransfer.files);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="rounded-2xl border border-line-strong bg-surface shadow-2 transition-colors focus-within:border-accent"
    >
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
          const document = readWorkflowText(event.clipboardData.getData("text/plain"));
          if (!document) return;
          event.preventDefault();
          onOpenWorkflow(document);
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
      <div className="flex items-center justify-between gap-3 px-2 pb-2 pl-4">
        <p id="message-hint" className={tooLong ? "text-xs text-danger" : "truncate text-xs text-faint max-sm:sr-only"}>
          {tooLong ? t.composer.tooLong(new Intl.NumberFormat(language).format(MESSAGE_LIMIT)) : t.composer.hint}
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

/** For browsers without `field-sizing: content`. */
function useGrowingHeight(ref: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const area = ref.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [ref, text]);
}
