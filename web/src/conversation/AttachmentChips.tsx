import clsx from "clsx";
import { X } from "lucide-react";

import type { UploadedFile } from "@/api/contract";
import { IconButton } from "@/design/IconButton";
import type { Messages } from "@/i18n";
import { useLanguage, useMessages } from "@/i18n";

import type { Attachment } from "./attachments";
import { FileIcon } from "./FileIcon";
import { formatSize } from "./fileSize";

interface AttachmentChipsProps {
  attachments: readonly Attachment[];
  onRemove: (attachment: Attachment) => void;
}

/** What goes with the message: name, kind and size, how far it has come, and what is wrong with it. */
export function AttachmentChips({ attachments, onRemove }: AttachmentChipsProps) {
  const t = useMessages();
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={t.talk.files} className="flex flex-wrap gap-1.5 px-3 pt-3">
      {attachments.map((attachment) => (
        <Chip key={attachment.key} attachment={attachment} onRemove={() => onRemove(attachment)} />
      ))}
    </ul>
  );
}

function Chip({ attachment: { name, size, file, progress, failure }, onRemove }: { attachment: Attachment; onRemove: () => void }) {
  const t = useMessages();
  const language = useLanguage();
  const sending = !file && !failure;
  const said = failure
    ? failure.code === "refused"
      ? `${failure.message} ${failure.next}`
      : failure.code === "broken"
        ? t.talk.broken
        : `${failure.code === "empty" ? t.talk.empty : t.talk.tooLarge} ${t.talk.allowed}`
    : [file ? details(file, t) : "", formatSize(size, language)].filter(Boolean).join(" · ");
  return (
    <li
      className={clsx(
        "relative flex max-w-full items-center gap-2 overflow-hidden rounded-lg border py-1 pr-1 pl-2.5 text-sm",
        failure ? "border-danger/25 bg-danger-soft" : "border-line bg-sunken",
      )}
    >
      <FileIcon kind={file?.kind ?? null} className={clsx("size-4 shrink-0", failure ? "text-danger" : "text-soft")} />
      <span className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span role={failure ? "alert" : undefined} className={clsx("block text-xs", failure ? "text-danger" : "truncate text-soft")}>
          {said}
        </span>
      </span>
      <IconButton label={t.talk.remove(name)} size="sm" side="top" onClick={onRemove}>
        <X className="size-3.5" aria-hidden />
      </IconButton>
      {sending ? (
        <progress
          aria-label={t.talk.uploading(name)}
          value={progress}
          max={1}
          className="absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none bg-transparent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
    </li>
  );
}

function details(file: UploadedFile, t: Messages): string {
  const inside =
    file.kind === "workflow" && file.nodes !== null
      ? t.chat.nodes(file.nodes)
      : file.columns.length
        ? t.talk.columns(file.columns.length)
        : file.is_cut
          ? t.talk.cut
          : "";
  return [t.talk.kinds[file.kind], inside].filter(Boolean).join(" · ");
}
