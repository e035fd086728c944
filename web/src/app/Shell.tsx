import type { ReactNode } from "react";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";

import { ShareDialog } from "@/conversation/ShareDialog";
import { turns } from "@/conversation/turns";
import { useMessages } from "@/i18n";
import type { SettingsPart } from "@/settings/SettingsDialog";
import { useTourSeen } from "@/tour/seen";

import { CommandPalette } from "./CommandPalette";
import type { Command } from "./commands";
import { Drawer } from "./Drawer";
import { useMedia, WIDE } from "./media";
import { getPreferences, setPreferences, usePreferences } from "./preferences";
import { navigate, pathOf, useRoute } from "./route";
import type { Frame, PageInFrame } from "./shell";
import { FrameContext } from "./shell";
import { useShortcuts } from "./shortcuts";
import { Sidebar } from "./Sidebar";
import { useAppCommands } from "./useAppCommands";
import { useLive } from "./useLive";

const FirstRun = lazy(() => import("@/tour/FirstRun"));
const MemoryDialog = lazy(() => import("@/conversation/MemoryDialog"));
const SettingsDialog = lazy(() => import("@/settings/SettingsDialog"));

/** The frame around every page of somebody signed in: the sidebar, the command palette, settings, shortcuts. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useMessages();
  const { sidebarOpen } = usePreferences();
  const wide = useMedia(WIDE);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [sharing, setSharing] = useState<string | null>(null);
  const [remembering, setRemembering] = useState<string | null>(null);
  const [settings, setSettings] = useState<SettingsPart | null>(null);
  /** Those of the page while the palette is open. */
  const [pageCommands, setPageCommands] = useState<Command[] | null>(null);
  const page = useRef<PageInFrame | null>(null);
  useLive();

  const announce = useCallback((next: PageInFrame | null) => {
    page.current = next;
  }, []);
  const open = useCallback((path: string) => {
    navigate(path);
    page.current?.onOpen?.();
    setDrawerOpen(false);
  }, []);
  const focusMessage = useCallback(() => {
    if (!page.current?.focusMessage) open(pathOf(null));
    // After the page is drawn that has the box.
    setTimeout(() => page.current?.focusMessage?.(), 0);
  }, [open]);
  const startNew = useCallback(() => {
    turns.forgetUnsent();
    open(pathOf(null));
    setTimeout(() => page.current?.focusMessage?.(), 0);
  }, [open]);
  const toggleSidebar = useCallback(() => {
    if (wide) setPreferences({ sidebarOpen: !getPreferences().sidebarOpen });
    else setDrawerOpen((isOpen) => !isOpen);
  }, [wide]);
  const openSettings = useCallback((part: SettingsPart) => {
    setDrawerOpen(false);
    setSettings(part);
  }, []);
  const share = useCallback((id: string) => {
    setDrawerOpen(false);
    setSharing(id);
  }, []);
  const showMemory = useCallback((id: string) => {
    setDrawerOpen(false);
    setRemembering(id);
  }, []);
  const showPalette = useCallback(() => {
    setDrawerOpen(false);
    setPageCommands(page.current?.commands ?? []);
  }, []);
  const showShortcuts = useCallback(() => openSettings("shortcuts"), [openSettings]);
  useShortcuts({ onSidebar: toggleSidebar, onNew: startNew, onFocusMessage: focusMessage, onPalette: showPalette, onList: showShortcuts });

  const route = useRoute();
  const { seen } = useTourSeen();
  const welcoming = !seen && route.page === "chat" && route.conversationId === null;
  const sidebarShown = wide && sidebarOpen;
  const frame = useMemo<Frame>(
    () => ({ sidebarShown, toggleSidebar, open, startNew, openSettings, share, showMemory, announce }),
    [sidebarShown, toggleSidebar, open, startNew, openSettings, share, showMemory, announce],
  );
  const commands = useAppCommands(frame, focusMessage);
  const sidebar = <Sidebar onPalette={showPalette} />;
  return (
    <FrameContext value={frame}>
      <div className="flex h-full">
        <SkipLink
          onSkip={() => {
            if (page.current?.focusMessage) page.current.focusMessage();
            else document.querySelector<HTMLElement>("#main")?.focus();
          }}
        />
        {sidebarShown ? <div className="shrink-0 border-r border-line">{sidebar}</div> : null}
        {drawerOpen && !wide ? (
          <Drawer label={t.common.close} onClose={() => setDrawerOpen(false)}>
            {sidebar}
          </Drawer>
        ) : null}
        {children}
        <ShareDialog conversationId={sharing} onClose={() => setSharing(null)} />
        {remembering ? (
          <Suspense fallback={null}>
            <MemoryDialog conversationId={remembering} onClose={() => setRemembering(null)} />
          </Suspense>
        ) : null}
        {settings ? (
          <Suspense fallback={null}>
            <SettingsDialog part={settings} onPart={setSettings} onClose={() => setSettings(null)} />
          </Suspense>
        ) : null}
        {welcoming ? (
          <Suspense fallback={null}>
            <FirstRun />
          </Suspense>
        ) : null}
        <CommandPalette open={pageCommands !== null} onClose={() => setPageCommands(null)} commands={[...commands, ...(pageCommands ?? [])]} />
      </div>
    </FrameContext>
  );
}

function SkipLink({ onSkip }: { onSkip: () => void }) {
  const t = useMessages();
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-lg bg-raised px-3 py-2 shadow-3 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      onClick={(event) => {
        event.preventDefault();
        onSkip();
      }}
    >
      {t.common.skip}
    </a>
  );
}
