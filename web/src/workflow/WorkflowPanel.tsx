import { ArrowLeft, Braces, GitCompareArrows, LoaderCircle, X } from "lucide-react";
import { Suspense, lazy, useMemo } from "react";

import type { Answer } from "@/conversation/answer";
import { IconButton } from "@/design/IconButton";
import { TabPanel, Tabs } from "@/design/Tabs";
import { readWorkflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { CanvasTab } from "./CanvasTab";
import { ChangesNote } from "./ChangesNote";
import { EmptyState } from "./EmptyState";
import { IssuesView } from "./IssuesView";
import { JsonView } from "./JsonView";
import { PanelActions } from "./PanelActions";
import type { PanelTab } from "./panelTabs";
import { tabsFor } from "./panelTabs";
import { ReviewBar } from "./ReviewBar";
import { SetupView } from "./SetupView";
import { StepButtons } from "./StepButtons";
import type { Editor } from "./useEditor";
import type { PanelDiff } from "./usePanelDiff";
import { usePanelDiff } from "./usePanelDiff";
import type { Versions } from "./VersionSwitch";
import { VersionSwitch } from "./VersionSwitch";

const VersionsView = lazy(() => import("./VersionsView"));

export type { PanelTab } from "./panelTabs";

export interface WorkflowPanelProps {
  answer: Answer | null;
  request: string;
  /** Names the conversation, for what this browser remembers about it. */
  scope: string;
  building: boolean;
  versions: Versions;
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  selected: string | null;
  onSelect: (node: string | null) => void;
  /** Set where the panel covers the chat. */
  onBack: (() => void) | null;
  /** Set while a document is shown that somebody brought along: nobody checked it. */
  onCloseOpened: (() => void) | null;
  /** Keeps the document that is shown, so that it can be edited. */
  onKeep?: (() => void) | null;
  /** Set where nobody made a set-up list. */
  withoutSetup?: boolean;
  /** Set where the workflow is saved and the person's own. */
  editor?: Editor | null;
}

export function WorkflowPanel(props: WorkflowPanelProps) {
  const { answer, request, scope, building, versions, tab, onTab, selected, onSelect, onBack, onCloseOpened } = props;
  const { editor = null, onKeep = null, withoutSetup = false } = props;
  const t = useMessages();
  const document = answer?.workflow ?? null;
  const workflow = useMemo(() => readWorkflow(document), [document]);
  const json = useMemo(() => (document ? JSON.stringify(document, null, 2) : ""), [document]);
  const diff = usePanelDiff(document, versions, editor);
  if (!answer || !document) {
    return (
      <section aria-label={t.workflow.label} className="flex min-h-0 flex-1 flex-col bg-ground">
        <EmptyState icon={<LoaderCircle className="animate-spin" />} title={building ? t.workflow.building : t.common.loading} text="" />
      </section>
    );
  }
  const showNode = (node: string) => {
    onTab("canvas");
    onSelect(node);
  };
  // What is old or only compared is looked at, not changed.
  const hands = editor && versions.number === editor.newest && diff.against === null ? editor : null;
  const canCompare = versions.number > 1 && (editor !== null || versions.before !== null);
  const actions = (
    <>
      {hands ? <StepButtons editor={hands} /> : null}
      {versions.total > 1 ? <VersionSwitch versions={versions} /> : null}
      {canCompare ? (
        <IconButton
          label={t.workflow.compare}
          size="sm"
          // On a phone the list of versions does the same.
          className={editor ? "max-[30rem]:hidden" : ""}
          aria-pressed={diff.against !== null}
          onClick={() => diff.compare(diff.against === null ? versions.number - 1 : null)}
        >
          <GitCompareArrows className="size-4" aria-hidden />
        </IconButton>
      ) : null}
      <PanelActions json={json} workflow={workflow} onCanvas={tab === "canvas"} onShowJson={() => onTab("json")} />
    </>
  );
  return (
    <section aria-label={t.workflow.label} className="flex min-h-0 min-w-0 flex-1 flex-col bg-ground">
      <Tabs
        label={t.workflow.label}
        value={tab}
        onChange={onTab}
        tabs={tabsFor(answer, editor !== null, t).filter(({ name }) =>
          onCloseOpened ? name === "canvas" || name === "json" : !withoutSetup || name !== "setup",
        )}
        actions={onBack ? null : actions}
        header={
          onBack ? (
            <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-1 bg-surface px-2">
              <IconButton label={t.workflow.back} onClick={onBack}>
                <ArrowLeft className="size-4" aria-hidden />
              </IconButton>
              <h2 className="min-w-0 flex-1 truncate px-1 font-medium">{workflow?.name ?? t.chat.workflowUntitled}</h2>
              {actions}
            </div>
          ) : null
        }
        note={
          onCloseOpened ? (
            <OpenedNote onClose={onCloseOpened} onKeep={onKeep} />
          ) : (
            <Differences diff={diff} editor={editor} versions={versions} onOpenNode={showNode} />
          )
        }
      >
        <TabPanel name="canvas" className="relative">
          {workflow ? (
            <CanvasTab
              workflow={workflow}
              diff={diff.drawn}
              answer={answer}
              request={request}
              selected={selected}
              onSelect={onSelect}
              editor={hands}
            />
          ) : (
            <EmptyState icon={<Braces />} title={t.workflow.invalid} text="" />
          )}
        </TabPanel>
        <TabPanel name="json">
          <JsonView json={json} />
        </TabPanel>
        <TabPanel name="issues" className="overflow-y-auto">
          <IssuesView issues={answer.issues} editor={hands} onOpenNode={showNode} />
        </TabPanel>
        <TabPanel name="setup" className="overflow-y-auto">
          <SetupView key={scope} setup={answer.setup} scope={scope} onOpenNode={showNode} />
        </TabPanel>
        {editor ? (
          <TabPanel name="versions" className="overflow-y-auto">
            <Suspense fallback={null}>
              <VersionsView
                editor={editor}
                shown={versions.number}
                onShow={(number) => {
                  versions.onGo(number);
                  onTab("canvas");
                }}
                onCompare={(against) => {
                  diff.compare(against);
                  onTab("canvas");
                }}
              />
            </Suspense>
          </TabPanel>
        ) : null}
      </Tabs>
    </section>
  );
}

interface DifferencesProps {
  diff: PanelDiff;
  editor: Editor | null;
  versions: Versions;
  onOpenNode: (node: string) => void;
}

function Differences({ diff, editor, versions, onOpenNode }: DifferencesProps) {
  const t = useMessages();
  const { review, against, changes, drawn } = diff;
  if (review && editor) {
    return (
      <ReviewBar
        key={review.to}
        title={t.editing.reviews[review.kind]}
        changes={review.changes}
        onOpenNode={onOpenNode}
        onClose={editor.accept}
        onUndo={() => void editor.step(review.kind === "undo" ? "redo" : "undo")}
      />
    );
  }
  if (against === null) {
    return editor && versions.number < editor.newest ? <OldNote editor={editor} versions={versions} /> : null;
  }
  if (changes) {
    return (
      <ReviewBar
        key={`${against}-${versions.number}`}
        title={t.editing.comparing(against, versions.number)}
        changes={changes}
        onOpenNode={onOpenNode}
        onClose={() => diff.compare(null)}
        onUndo={null}
      />
    );
  }
  return drawn && !editor ? <ChangesNote changes={drawn.nodes} onOpenNode={onOpenNode} /> : null;
}

function OldNote({ editor, versions }: { editor: Editor; versions: Versions }) {
  const t = useMessages();
  return (
    <Note text={t.editing.oldVersion(versions.number)}>
      <NoteAction
        onClick={() => {
          void editor.restore(versions.number).then((done) => {
            if (done) versions.onGo(editor.newest + 1);
          });
        }}
      >
        {t.editing.restore}
      </NoteAction>
      <NoteAction onClick={() => versions.onGo(editor.newest)}>{t.editing.toNewest}</NoteAction>
    </Note>
  );
}

function OpenedNote({ onClose, onKeep }: { onClose: () => void; onKeep: (() => void) | null }) {
  const t = useMessages();
  return (
    <Note text={t.workflow.opened} title={t.workflow.openedTitle}>
      {onKeep ? <NoteAction onClick={onKeep}>{t.editing.keepAndEdit}</NoteAction> : null}
      <IconButton label={t.common.close} size="sm" onClick={onClose}>
        <X className="size-4" aria-hidden />
      </IconButton>
    </Note>
  );
}

function Note({ title, text, children }: { title?: string; text: string; children: React.ReactNode }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-info-soft py-1 pr-2 pl-4 text-sm" role="status">
      <p className="min-w-40 flex-1">
        {title ? <strong className="font-medium text-info">{title}. </strong> : null}
        {text}
      </p>
      {children}
    </div>
  );
}

function NoteAction({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="h-7 font-medium text-info underline-offset-4 hover:underline">
      {children}
    </button>
  );
}
