import { ChevronLeft, ChevronRight } from "lucide-react";

import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import type { Versions } from "./thread";

interface VersionSwitchProps {
  versions: Versions;
  /** null while nothing can be changed. */
  onShow: ((messageId: string) => void) | null;
}

/** ‹ 1/2 › between the versions of a message or an answer. */
export function VersionSwitch({ versions: { ids, shown }, onShow }: VersionSwitchProps) {
  const t = useMessages();
  const place = ids.indexOf(shown);
  if (ids.length < 2 || place === -1) return null;
  const step = (by: number) => {
    const id = ids[place + by];
    return { disabled: !id || !onShow, onClick: () => id && onShow?.(id) };
  };
  return (
    <span role="group" aria-label={t.talk.versions} className="flex items-center text-xs text-faint">
      <IconButton label={t.talk.earlierVersion} size="sm" {...step(-1)}>
        <ChevronLeft className="size-3.5" aria-hidden />
      </IconButton>
      <span className="tabular px-0.5" aria-label={t.talk.versionOf(place + 1, ids.length)}>
        {place + 1}/{ids.length}
      </span>
      <IconButton label={t.talk.laterVersion} size="sm" {...step(1)}>
        <ChevronRight className="size-3.5" aria-hidden />
      </IconButton>
    </span>
  );
}
