import { useCallback, useEffect, useRef, useState } from "react";

import { Composer } from "@/conversation/Composer";
import { Thread } from "@/conversation/Thread";
import { turns } from "@/conversation/turns";
import { useConversationView } from "@/conversation/useConversationView";
import { Welcome } from "@/conversation/Welcome";
import type { JsonObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";
import { answerOf } from "@/workflow/opened";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";

import { ChatHeader } from "./ChatHeader";
import { CommandPalette } from "./CommandPalette";
import { Drawer } from "./Drawer";
import { LoadError } from "./LoadError";
import { BESIDE, useMedia, WIDE } from "./media";
import { setPreferences, usePreferences } from "./preferences";
import { Resizer } from "./Resizer";
import { navigate, pathOf, useRoute } from "./route";
import { useShortcuts } from "./shortcuts";
import { Sidebar } from "./Sidebar";
import { useCommands } from "./useCommands";

const CHAT_MIN = 340;
const CHAT_MAX = 680;

export function Workspace() {
  const t = useMessages();
  const { conversationId } = useRoute();
  const { sidebarOpen, chatWidth } = usePreferences();
  const wide = useMedia(WIDE);
  const beside = useMedia(BESIDE);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [opened, setOpened] = useState<{ document: JsonObject; node: string | null } | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const view = useConversationView(conversationId);
  const { scope, query, exchanges, running, shown } = view;
  const title = query.data?.title;

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
    view.send(message);
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
  });

  const hasPanel = answer !== null || view.building;
  const panel = hasPanel ? (
    <WorkflowPanel
      answer={answer}
      request={opened ? "" : (shown?.request ?? "")}
      scope={opened ? "opened" : scope}
      building={view.building}
      versions={opened ? { ...view.versions, total: 0 } : view.versions}
      tab={tab}
      onTab={setTab}
      selected={selected}
      onSelect={select}
      onBack={beside ? null : () => setSheetOpen(false)}
      onCloseOpened={opened ? () => setOpened(null) : null}
    />
  ) : null;
  const composer = (
    <Composer
      draftKey={scope}
      running={running}
      placeholder={exchanges.length ? t.composer.placeholderNext : t.composer.placeholder}
      inputRef={input}
      onSend={send}
      onStop={view.stop}
      onOpenWorkflow={(document) => {
        setOpened({ document, node: null });
        setTab("canvas");
        setSheetOpen(true);
      }}
    />
  );
  const sidebar = (
    <Sidebar
      selected={conversationId}
      onHide={toggleSidebar}
      onNew={startNew}
      onOpen={(id) => open(pathOf(id))}
      onPalette={showPalette}
    />
  );
  const sidebarShown = wide && sidebarOpen;
  return (
    <div className="flex h-full">
      <SkipLink onSkip={() => (input.current ?? document.querySelector<HTMLElement>("#main"))?.focus()} />
      {sidebarShown ? <div className="shrink-0 border-r border-line">{sidebar}</div> : null}
      {drawerOpen && !wide ? (
        <Drawer label={t.common.close} onClose={() => setDrawerOpen(false)}>
          {sidebar}
        </Drawer>
      ) : null}
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 outline-none">
        <section
          aria-label={t.chat.label}
          className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
          style={hasPanel && beside ? { flex: `0 0 ${chatWidth}px` } : undefined}
        >
          <ChatHeader title={title ?? (conversationId ? "NodePilot" : "")} sidebarShown={sidebarShown} onSidebar={toggleSidebar} onNew={startNew} />
          {query.isError ? (
            <LoadError error={query.error} onRetry={() => void query.refetch()} />
          ) : exchanges.length === 0 && conversationId === null ? (
            <Welcome composer={composer} onPick={send} />
          ) : (
            <>
              <Thread
                key={scope}
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
              <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-3">{composer}</div>
            </>
          )}
        </section>
        {hasPanel && beside ? (
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
        {hasPanel && !beside && sheetOpen ? (
          <div className="fixed inset-0 z-20 flex animate-sheet flex-col bg-surface">{panel}</div>
        ) : null}
      </main>
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
