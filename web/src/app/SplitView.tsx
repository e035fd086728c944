import type { ReactNode } from "react";
import { useRef } from "react";

import { useMessages } from "@/i18n";

import { BESIDE, useMedia } from "./media";
import { setPreferences, usePreferences } from "./preferences";
import { Resizer } from "./Resizer";
import { useCovered } from "./useCovered";

const CHAT_MIN = 340;
const CHAT_MAX = 680;

interface SplitViewProps {
  /** What stands at the left; the chat unless said otherwise. */
  label?: string;
  chat: ReactNode;
  /** null while there is nothing to draw: the chat has the whole width then. */
  panel: ReactNode | null;
  /** Whether the panel covers the chat where there is no room beside it. */
  sheetOpen: boolean;
}

/** The chat at the left, the workflow at the right; on a narrow screen one over the other. */
export function SplitView({ label, chat, panel, sheetOpen }: SplitViewProps) {
  const t = useMessages();
  const { chatWidth } = usePreferences();
  const beside = useMedia(BESIDE);
  const sheet = useRef<HTMLDivElement>(null);
  const covered = panel !== null && !beside && sheetOpen;
  useCovered(covered, sheet);
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 outline-none">
      <section
        aria-label={label ?? t.chat.label}
        inert={covered}
        className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
        style={panel && beside ? { flex: `0 0 ${chatWidth}px` } : undefined}
      >
        {chat}
      </section>
      {panel && beside ? (
        <>
          <Resizer
            label={t.workflow.resize}
            value={chatWidth}
            min={CHAT_MIN}
            max={CHAT_MAX}
            onChange={(next) => setPreferences({ chatWidth: next })}
          />
          {panel}
        </>
      ) : null}
      {covered ? (
        <div ref={sheet} tabIndex={-1} className="fixed inset-0 z-20 flex animate-sheet flex-col bg-surface outline-none">
          {panel}
        </div>
      ) : null}
    </main>
  );
}
