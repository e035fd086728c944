import { PanelLeftOpen, SquarePen } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { Conversation } from "@/api/contract";
import { ApiError } from "@/api/http";
import { useConversation, useConversationCache } from "@/api/queries";
import { Composer } from "@/conversation/Composer";
import { Thread } from "@/conversation/Thread";
import { exchangesOf, shownExchange } from "@/conversation/thread";
import { NEW, turns, useTurns } from "@/conversation/turns";
import { Welcome } from "@/conversation/Welcome";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import { Notice } from "@/design/Notice";
import { useMessages } from "@/i18n";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";

import { BESIDE, WIDE, useMedia } from "./media";
import { setPreferences, usePreferences } from "./preferences";
import { Resizer } from "./Resizer";
import { currentRoute, navigate, pathOf, useRoute } from "./route";
import { useShortcuts } from "./shortcuts";
import { Sidebar } from "./Sidebar";

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
  const [chosen, setChosen] = useState<string | null>(null);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [selection, setSelection] = useState<{ exchange: string; node: string } | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const cache = useConversationCache();

  const scope = conversationId ?? NEW;
  const ownTurns = useTurns(scope);
  const running = ownTurns.some((turn) => turn.answer.status === "running");
  const query = useConversation(conversationId);
  const messages = useMemo(() => query.data?.messages ?? [], [query.data]);
  const exchanges = useMemo(() => exchangesOf(messages, ownTurns), [messages, ownTurns]);
  const shown = shownExchange(exchanges, chosen);
  const building = ownTurns.some(
    ({ answer }) => answer.status === "running" && answer.stages.some(({ stage }) => stage === "plan" || stage === "compile"),
  );
  const hasPanel = shown !== null || building;
  const selected = selection && selection.exchange === shown?.key ? selection.node : null;
  const select = (exchange: string | undefined, node: string | null) =>
    setSelection(exchange && node ? { exchange, node } : null);

  useEffect(() => {
    if (conversationId) turns.forgetStored(conversationId, new Set(messages.map(({ id }) => id)));
  }, [conversationId, messages]);
  useEffect(() => {
    document.title = query.data?.title ? `${query.data.title} · NodePilot` : "NodePilot";
  }, [query.data?.title]);

  const open = useCallback((path: string) => {
    navigate(path);
    setChosen(null);
    setSheetOpen(false);
    setDrawerOpen(false);
  }, []);
  const startNew = useCallback(() => {
    open("/");
    // After the new page is drawn.
    setTimeout(() => input.current?.focus(), 0);
  }, [open]);
  const send = useCallback(
    (message: string) => {
      setChosen(null);
      const from = currentRoute().conversationId ?? NEW;
      void turns.start(from, message, {
        onAccepted: (id) => {
          if (from === NEW && currentRoute().conversationId === null) navigate(pathOf(id), { replace: true });
          void cache.refresh(null);
        },
        onTitle: cache.setTitle,
        onSettled: (id) => void cache.refresh(id),
      });
    },
    [cache],
  );
  useRunningElsewhere(query.data, running, cache);
  const toggleSidebar = useCallback(() => {
    if (wide) setPreferences({ sidebarOpen: !sidebarOpen });
    else setDrawerOpen((isOpen) => !isOpen);
  }, [wide, sidebarOpen]);
  useShortcuts({ onSidebar: toggleSidebar, onNew: startNew, onFocusMessage: () => input.current?.focus() });

  const composer = (
    <Composer
      draftKey={scope}
      running={running}
      placeholder={exchanges.length ? t.composer.placeholderNext : t.composer.placeholder}
      inputRef={input}
      onSend={send}
      onStop={() => void turns.stop(scope)}
    />
  );
  const sidebar = (
    <Sidebar selected={conversationId} onHide={toggleSidebar} onNew={startNew} onOpen={(id) => open(pathOf(id))} />
  );
  const sidebarShown = wide && sidebarOpen;
  const panel = hasPanel ? (
    <WorkflowPanel
      answer={shown?.answer ?? null}
      request={shown?.request ?? ""}
      scope={scope}
      building={building}
      tab={tab}
      onTab={setTab}
      selected={selected}
      onSelect={(node) => select(shown?.key, node)}
      onBack={beside ? null : () => setSheetOpen(false)}
    />
  ) : null;
  return (
    <div className="flex h-full">
      <a
        href="#message"
        className="sr-only z-50 rounded-lg bg-raised px-3 py-2 shadow-3 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        onClick={(event) => {
          event.preventDefault();
          input.current?.focus();
        }}
      >
        {t.common.skip}
      </a>
      {sidebarShown ? <div className="shrink-0 border-r border-line">{sidebar}</div> : null}
      {drawerOpen && !wide ? (
        <Drawer label={t.common.close} onClose={() => setDrawerOpen(false)}>
          {sidebar}
        </Drawer>
      ) : null}
      <main className="flex min-w-0 flex-1">
        <section
          aria-label={t.chat.label}
          className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
          style={hasPanel && beside ? { flex: `0 0 ${chatWidth}px` } : undefined}
        >
          <header className="flex h-12 shrink-0 items-center gap-1 px-2">
            {sidebarShown ? null : (
              <IconButton label={t.sidebar.open} shortcut="Mod+B" onClick={toggleSidebar}>
                <PanelLeftOpen className="size-4" aria-hidden />
              </IconButton>
            )}
            <h1 className="min-w-0 flex-1 truncate px-1.5 text-sm font-medium">{query.data?.title ?? ""}</h1>
            {sidebarShown ? null : (
              <IconButton label={t.sidebar.newChat} onClick={startNew}>
                <SquarePen className="size-4" aria-hidden />
              </IconButton>
            )}
          </header>
          {query.isError ? (
            <LoadError error={query.error} onRetry={() => void query.refetch()} />
          ) : exchanges.length === 0 && conversationId === null ? (
            <Welcome composer={composer} onPick={send} />
          ) : (
            <>
              <Thread
                key={scope}
                exchanges={exchanges}
                shownKey={shown?.key ?? null}
                running={running}
                onShow={(key) => {
                  setChosen(key);
                  setSheetOpen(true);
                }}
                onOpenNode={(key, node) => {
                  setChosen(key);
                  setTab("canvas");
                  select(key, node);
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
              label={t.workflow.label}
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
    </div>
  );
}

/** Joins the generation that the server says is running, when this tab does not follow one yet. */
function useRunningElsewhere(
  conversation: Conversation | undefined,
  running: boolean,
  cache: ReturnType<typeof useConversationCache>,
): void {
  const id = conversation?.id;
  const generationId = conversation?.running_generation_id ?? null;
  const request = conversation?.messages.findLast(({ role }) => role === "user");
  useEffect(() => {
    if (!id || !generationId || !request || running) return;
    if (turns.turnsOf(id).some((turn) => turn.generationId === generationId)) return;
    void turns.follow(
      id,
      { message: request.content, userMessageId: request.id, generationId },
      { onAccepted: () => undefined, onTitle: cache.setTitle, onSettled: (settled) => void cache.refresh(settled) },
    );
  }, [id, generationId, request, running, cache]);
}

function Drawer({ label, onClose, children }: { label: string; onClose: () => void; children: React.ReactNode }) {
  return (
    <div className="fixed inset-0 z-30 flex">
      <button type="button" aria-label={label} className="absolute inset-0 animate-appear bg-text/40" onClick={onClose} />
      <div className="relative animate-appear border-r border-line shadow-3">{children}</div>
    </div>
  );
}

function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useMessages();
  const gone = error instanceof ApiError && error.status === 404;
  const unreachable = error instanceof ApiError && error.unreachable;
  return (
    <div className="mx-auto w-full max-w-lg p-4 pt-12">
      <Notice
        tone="danger"
        title={gone ? t.errors.conversationGone : unreachable ? t.errors.unreachable : t.errors.conversation}
        actions={
          gone ? null : (
            <Button size="sm" onClick={onRetry}>
              {t.common.retry}
            </Button>
          )
        }
      >
        {gone ? t.errors.conversationGoneNext : unreachable ? t.errors.unreachableNext : error.message}
      </Notice>
    </div>
  );
}
