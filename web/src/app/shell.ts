/** What every page can ask of the frame around it, and what it tells the frame about itself. */

import { createContext, use, useEffect } from "react";

import type { SettingsPart } from "@/settings/SettingsDialog";

import type { Command } from "./commands";

/** What the page in the frame brings along. */
export interface PageInFrame {
  /** For the command palette, beside those that every page has. */
  commands?: Command[];
  /** Called when the frame opens an address, the one that is shown already too. */
  onOpen?: () => void;
  focusMessage?: () => void;
}

export interface Frame {
  sidebarShown: boolean;
  toggleSidebar: () => void;
  open: (path: string) => void;
  startNew: () => void;
  openSettings: (part: SettingsPart) => void;
  share: (conversationId: string) => void;
  showMemory: (conversationId: string) => void;
  announce: (page: PageInFrame | null) => void;
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = use(FrameContext);
  if (!frame) throw new Error("This part of the page stands in a frame only.");
  return frame;
}

/** Tells the frame about the page in it, anew each time that it is drawn. */
export function useAnnounced(page: PageInFrame): void {
  const { announce } = useFrame();
  useEffect(() => {
    announce(page);
  });
  useEffect(() => () => announce(null), [announce]);
}
