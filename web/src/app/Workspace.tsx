import { useCallback, useEffect, useRef, useState } from "react";

import { saveWorkflow } from "@/api/editing";
import { CreditsNotice } from "@/billing/CreditsNotice";
import { attachments, MOST_FILES } from "@/conversation/attachments";
import { Composer } from "@/conversation/Composer";
import { DropZone } from "@/conversation/DropZone";
import { Thread } from "@/conversation/Thread";
import { ThreadSkeleton } from "@/conversation/ThreadSkeleton";
import { useConversationView } from "@/conversation/useConversationView";
import { Welcome } from "@/conversation/Welcome";
import { showToast } from "@/design/Toasts";
import type { JsonObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";
import { answerOf, findWorkflow } from "@/workflow/opened";
import { SavedWorkflowPanel } from "@/workflow/SavedWorkflowPanel";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";

import { carriedWorkflow, putDown } from "./carried";
import { ChatHeader } from "./ChatHeader";
import { LoadError } from "./LoadError";
import { BESIDE, useMedia } from "./media";
import { navigate } from "./route";
import { useAnnounced, useFrame } from "./shell";
import { SplitView } from "./SplitView";
import { useWorkflowCommands } from "./useWorkflowCommands";

export function Workspace({ conversationId }: { conversationId: string | null }) {
  const t = useMessages();
  const frame = useFrame();
  const beside = useMedia(BESIDE);
  const [carried] = useState(carriedWorkflow);
  const [sheetOpen, setSheetOpen] = useState(carried !== null);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [opened, setOpened] = useState<{ document: JsonObject; node: string | null } | null>(carried && { document: carried, node: null });
  const input = useRef<HTMLTextAreaElement>(null);
  const view = useConversationView(conversationId);
  const { scope, query, exchanges, running, shown } = view;
  const title = query.data?.title;

  useEffect(putDown, []);
  useEffect(() => {
    document.title = title ? `${title} · NodePilot` : "NodePilot";
  }, [title]);

  const { choose } = view;
  const onOpen = useCallback(() => {
    choose(null);
    setOpened(null);
    setSheetOpen(false);
  }, [choose]);
  const focusMessage = useCallback(() => input.current?.focus(), []);
  const send = (message: string) => {
    setOpened(null);
    const files = attachments.take(scope);
    // A workflow among the files is the one that is looked at.
    const brought = files.some(({ kind }) => kind === "workflow") ? undefined : opened?.document;
    view.send(message, brought, files);
  };

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
  const commands = useWorkflowCommands({
    answer,
    onTab: (next) => {
      setTab(next);
      setSheetOpen(true);
    },
    onNode: showNode,
  });
  useAnnounced({ commands, onOpen, focusMessage });

  const hasPanel = answer !== null || view.building;
  const saved = opened ? null : (shown?.answer?.saved ?? null);
  const shared = {
    answer,
    request: opened ? "" : (shown?.request ?? ""),
    // The same in the library, so that a tick made here is there as well.
    scope: opened ? "opened" : saved ? `saved-${saved.workflow_id}` : scope,
    building: view.building,
    tab,
    onTab: setTab,
    selected,
    onSelect: select,
    onBack: beside ? null : () => setSheetOpen(false),
    onCloseOpened: opened ? () => setOpened(null) : null,
  };
  const panel = !hasPanel ? null : saved ? (
    <SavedWorkflowPanel
      {...shared}
      workflowId={saved.workflow_id}
      version={saved.version}
      newest={view.versions.number === view.versions.total}
    />
  ) : (
    <WorkflowPanel
      {...shared}
      versions={opened ? { ...view.versions, total: 0, before: null } : view.versions}
      onKeep={
        opened
          ? () =>
              void saveWorkflow(opened.document).then(
                ({ id }) => navigate(`/workflows/${encodeURIComponent(id)}`),
                (error: Error) => showToast(error.message),
              )
          : null
      }
    />
  );
  const openWorkflow = (document: JsonObject) => {
    setOpened({ document, node: null });
    setTab("canvas");
    setSheetOpen(true);
  };
  /** They go with the next message; a workflow among them is shown at once. */
  const addFiles = (files: File[]) => {
    if (!attachments.add(scope, files)) showToast(t.talk.tooMany(MOST_FILES));
    else void findWorkflow(files).then((document) => document && openWorkflow(document));
  };
  const composer = (
    <Composer
      draftKey={scope}
      running={running}
      placeholder={exchanges.length ? t.composer.placeholderNext : t.composer.placeholder}
      inputRef={input}
      onSend={send}
      onStop={view.stop}
      onFiles={addFiles}
      onFileRemoved={({ file }) => file?.kind === "workflow" && setOpened(null)}
    />
  );
  const chat = (
    <DropZone onFiles={addFiles}>
      <ChatHeader
        title={title ?? (conversationId || exchanges.length ? "NodePilot" : "")}
        sidebarShown={frame.sidebarShown}
        onSidebar={frame.toggleSidebar}
        onNew={frame.startNew}
        onShare={conversationId && exchanges.length ? () => frame.share(conversationId) : null}
      />
      {query.isError ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} onNew={frame.startNew} />
      ) : exchanges.length === 0 && conversationId === null ? (
        <Welcome
          composer={
            <>
              <div data-tour="message">{composer}</div>
              {/* As high when it says nothing: what stands below does not move when the balance comes. */}
              <div className="min-h-9 pt-1.5">
                <CreditsNotice />
              </div>
            </>
          }
          onPick={send}
          onTemplates={() => frame.open("/templates")}
        />
      ) : (
        <>
          {exchanges.length === 0 && query.isPending ? (
            <ThreadSkeleton label={t.common.loading} />
          ) : (
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
              earlier={view.earlier}
              talk={{ send, edit: view.edit, again: view.again, show: (id) => void view.show(id) }}
            />
          )}
          <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-3">
            <CreditsNotice />
            {composer}
          </div>
        </>
      )}
    </DropZone>
  );
  return <SplitView chat={chat} panel={panel} sheetOpen={sheetOpen} />;
}
