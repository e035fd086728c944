import type { SentFile } from "@/api/contract";
import { fileAddress } from "@/api/endpoints";
import { useLanguage, useMessages } from "@/i18n";

import { FileIcon } from "./FileIcon";
import { formatSize } from "./fileSize";

interface SentFilesProps {
  files: readonly SentFile[];
  /** Whether they can be saved: not by somebody who only has a link to the conversation. */
  own: boolean;
}

/** The files that went with a message. */
export function SentFiles({ files, own }: SentFilesProps) {
  const t = useMessages();
  const language = useLanguage();
  if (files.length === 0) return null;
  const shape = "flex max-w-full items-center gap-2 rounded-lg border border-line bg-surface px-2.5 py-1 text-sm";
  return (
    <ul aria-label={t.talk.files} className="mb-1.5 flex max-w-[88%] flex-wrap justify-end gap-1.5">
      {files.map((file) => {
        const inside = (
          <>
            <FileIcon kind={file.kind} className="size-4 shrink-0 text-soft" />
            <span className="min-w-0 truncate">{file.name}</span>
            <span className="shrink-0 text-xs text-faint">{formatSize(file.size, language)}</span>
          </>
        );
        return (
          <li key={file.id} className="max-w-full">
            {own ? (
              <a className={`${shape} hover:border-line-strong hover:bg-hover`} href={fileAddress(file.id)} download={file.name}>
                <span className="sr-only">{t.talk.save}</span>
                {inside}
              </a>
            ) : (
              <span className={shape}>{inside}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
