import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";

import { CreditsNotice } from "@/billing/CreditsNotice";
import { Composer } from "@/conversation/Composer";
import { ShareDialog } from "@/conversation/ShareDialog";
import { Thread } from "@/conversation/Thread";
import { turns } from "@/conversation/turns";
import { useConversationView } from "@/conversation/useConversationView";
import { Welcome } from "@/conversation/Welcome";
import type { JsonObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";
import { answerOf } from "@/workflow/opened";
import type { SettingsPart } from "@/settings/SettingsDialog";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";

import { ChatHeader } from "./ChatHeader";
import { CommandPalette } from "./CommandPalette";
import { Drawer } from "./Drawer";
import { LoadError } from "./LoadError";
import { BESIDE, useMedia, WIDE } from "./media";
import { setPreferences, usePreferences } from "./preferences";
import { navigate, pathOf } from "./route";
import { useShortcuts } from "./shortcuts";
import { Sidebar } from "./Sidebar";
import { SplitView } from "./SplitView";
import { useCommands } from "./useCommands";
import { useLive } from "./useLive";

const TemplateGallery = lazy(() => import("@/templates/TemplateGallery"));
const SettingsDialog = lazy(() => import("@/settings/SettingsDialog"));

export function Workspace({ conversationId }: { conversationId: string | null }) {
  const t = useMessages();
  const { sidebarOpen } = usePreferences();
  const wide = useMedia(WIDE);
  const beside = useMedia(BESIDE);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [opened, setOpened] = useState<{ document: JsonObject; node: string | null } | null>(null);
  const [sharing, setSharing] = useState<string | null>(null);
  const [settings, setSettings] = useState<SettingsPart | null>(null);
  const [browsing, setBrowsing] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const view = useConversationView(conversationId);
  const { scope, query, exchanges, running, shown } = view;
  const title = query.data?.title;

  useLive();
  useEffect(() => {
    document.title = title ? `${title} · NodePilot` : "NodePilot";
  }, [title]);

  const { choose } = view;
  const open = useCallback(
    (path: string) => {
      navigate(path);
      choose(null);
      setOpened(null);
      setSheetOpen(false);
      setDrawerOpen(false);
    },
    [choose],
  );
  const focusMessage = useCallback(() => input.current?.focus(), []);
  const startNew = useCallback(() => {
    turns.forgetUnsent();
    open("/");
    // After the new page is drawn.
    setTimeout(focusMessage, 0);
  }, [open, focusMessage]);
  const send = (message: string) => {
    setOpened(null);
    view.send(message, opened?.document);
  };
  const toggleSidebar = useCallback(() => {
    if (wide) setPreferences({ sidebarOpen: !sidebarOpen });
    else setDrawerOpen((isOpen) => !isOpen);
  }, [wide, sidebarOpen]);
  const showPalette = useCallback(() => setPaletteOpen(true), []);
  useShortcuts({ onSidebar: toggleSidebar, onNew: startNew, onFocusMessage: focusMessage, onPalette: showPalette });

  const answer = opened ? answerOf(opened.document) : (shown?.answer ?? null);
  const selected = opened ? opened.node : view.selected;
  const select = (node: string | null) => {
    if (opened) setOpened({ ...opened, node });
    else view.select(shown?.key, node);
  };
  const showNode = (node: string) => {
    setTab("canvas");
    setSheetOpen(true);
    select(node);
  };
  const commands = useCommands({
    answer,
    onNew: startNew,
    onSidebar: toggleSidebar,
    onFocusMessage: focusMessage,
    onOpen: (id) => open(pathOf(id)),
    onTab: (next) => {
      setTab(next);
      setSheetOpen(true);
    },
    onNode: showNode,
    onSettings: setSettings,
  });

  const hasPanel = answer !== null || view.building;
  const panel = hasPanel ? (
    <WorkflowPanel
      answer={answer}
      request={opened ? "" : (shown?.request ?? "")}
      scope={opened ? "opened" : scope}
      building={view.building}
      versions={opened ? { ...view.versions, total: 0, before: null } : view.versions}
      tab={tab}
      onTab={setTab}
      selected={selected}
      onSelect={select}
      onBack={beside ? null : () => setSheetOpen(false)}
      onCloseOpened={opened ? () => setOpened(null) : null}
    />
  ) : null;
  const openWorkflow = (document: JsonObject) => {
    setOpened({ document, node: null });
    setTab("canvas");
    setSheetOpen(true);
  };
  const composer = (
    <Composer
      draftKey={scope}
      running={running}
      placeholder={exchanges.length ? t.composer.placeholderNext : t.composer.placeholder}
      inputRef={input}
      onSend={send}
      onStop={view.stop}
      onOpenWorkflow={openWorkflow}
    />
  );
  const sidebar = (
    <Sidebar
      selected={conversationId}
      onHide={toggleSidebar}
      onNew={startNew}
      onOpen={(id) => open(pathOf(id))}
      onPalette={showPalette}
      onShare={(id) => {
        setDrawerOpen(false);
        setSharing(id);
      }}
      onSettings={() => {
        setDrawerOpen(false);
        setSettings("general");
      }}
    />
  );
  const sidebarShown = wide && sidebarOpen;
  const chat = (
    <>
      <ChatHeader
        title={title ?? (conversationId || exchanges.length ? "NodePilot" : "")}
        sidebarShown={sidebarShown}
        onSidebar={toggleSidebar}
        onNew={startNew}
        onShare={conversationId && exchanges.length ? () => setSharing(conversationId) : null}
      />
      {query.isError ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : exchanges.length === 0 && conversationId === null ? (
        <Welcome composer={composer} onPick={send} onTemplates={() => setBrowsing(true)} />
      ) : (
        <>
          <Thread
            key={scope}
            scope={scope}
            exchanges={exchanges}
            shownKey={opened ? null : (shown?.key ?? null)}
            running={running}
            onShow={(key) => {
              setOpened(null);
              choose(key);
              setSheetOpen(true);
            }}
            onOpenNode={(key, node) => {
              choose(key);
              setTab("canvas");
              view.select(key, node);
              setSheetOpen(true);
            }}
            onSend={send}
          />
          <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-3">
            <CreditsNotice />
            {composer}
          </div>
        </>
      )}
    </>
  );
  return (
    <div className="flex h-full">
      <SkipLink onSkip={() => (input.current ?? document.querySelector<HTMLElement>("#main"))?.focus()} />
      {sidebarShown ? <div className="shrink-0 border-r border-line">{sidebar}</div> : null}
      {drawerOpen && !wide ? (
        <Drawer label={t.common.close} onClose={() => setDrawerOpen(false)}>
          {sidebar}
        </Drawer>
      ) : null}
      <SplitView chat={chat} panel={panel} sheetOpen={sheetOpen} />
      <ShareDialog conversationId={sharing} onClose={() => setSharing(null)} />
      {settings ? (
        <Suspense fallback={null}>
          <SettingsDialog part={settings} onPart={setSettings} onClose={() => setSettings(null)} />
        </Suspense>
      ) : null}
      {browsing ? (
        <Suspense fallback={null}>
          <TemplateGallery onClose={() => setBrowsing(false)} onOpenWorkflow={openWorkflow} />
        </Suspense>
      ) : null}
      <CommandPalette open={paletteOpen} onClose={() => setPaletteOpen(false)} commands={commands} />
    </div>
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
