import { ArrowLeft, Braces, ChevronLeft, ChevronRight, GitCompareArrows, KeyRound, ListChecks, LoaderCircle, Workflow as WorkflowIcon, X } from "lucide-react";
import { Suspense, lazy, useMemo, useState } from "react";

import type { Answer } from "@/conversation/answer";
import { IconButton } from "@/design/IconButton";
import type { TabDefinition } from "@/design/Tabs";
import { TabPanel, Tabs } from "@/design/Tabs";
import { diffWorkflows } from "@/graph/diff";
import type { JsonObject } from "@/graph/workflow";
import { readWorkflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { ChangesNote } from "./ChangesNote";
import { EmptyState } from "./EmptyState";
import { IssuesView } from "./IssuesView";
import { JsonView } from "./JsonView";
import { PanelActions } from "./PanelActions";
import { setupItems } from "./setupList";
import { SetupView } from "./SetupView";

const Canvas = lazy(() => import("@/canvas/Canvas"));
const NodeInspector = lazy(() => import("./NodeInspector"));

export type PanelTab = "canvas" | "json" | "issues" | "setup";

export interface Versions {
  /** From 1. */
  number: number;
  total: number;
  onGo: (number: number) => void;
  /** The workflow of the version before the shown one. */
  before: JsonObject | null;
}

interface WorkflowPanelProps {
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
  /** Set where nobody made a set-up list. */
  withoutSetup?: boolean;
}

export function WorkflowPanel(props: WorkflowPanelProps) {
  const { answer, request, scope, building, versions, tab, onTab, selected, onSelect, onBack, onCloseOpened, withoutSetup = false } = props;
  const t = useMessages();
  const document = answer?.workflow ?? null;
  const workflow = useMemo(() => readWorkflow(document), [document]);
  const json = useMemo(() => (document ? JSON.stringify(document, null, 2) : ""), [document]);
  const [comparing, setComparing] = useState(false);
  const { before } = versions;
  const diff = useMemo(() => {
    const earlier = comparing ? readWorkflow(before) : null;
    return earlier && workflow ? diffWorkflows(earlier, workflow) : null;
  }, [comparing, before, workflow]);
  if (!answer || !document) {
    return (
      <section aria-label={t.workflow.label} className="flex min-h-0 flex-1 flex-col bg-ground">
        {building ? (
          <EmptyState icon={<LoaderCircle className="animate-spin" />} title={t.workflow.building} text="" />
        ) : (
          <EmptyState icon={<WorkflowIcon />} title={t.workflow.emptyTitle} text={t.workflow.emptyText} />
        )}
      </section>
    );
  }
  const showNode = (node: string) => {
    onTab("canvas");
    onSelect(node);
  };
  const node = selected === null ? null : ((diff?.union ?? workflow)?.nodes.find(({ name }) => name === selected) ?? null);
  const actions = (
    <>
      {versions.total > 1 ? <VersionSwitch versions={versions} /> : null}
      {before ? (
        <IconButton label={t.workflow.compare} aria-pressed={comparing} onClick={() => setComparing(!comparing)}>
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
        tabs={tabsFor(answer, t).filter(({ name }) =>
          onCloseOpened ? name === "canvas" || name === "json" : !withoutSetup || name !== "setup",
        )}
        actions={onBack ? null : actions}
        header={
          onBack ? (
            <div className="flex h-12 shrink-0 items-center gap-1 bg-surface px-2">
              <IconButton label={t.workflow.back} onClick={onBack}>
                <ArrowLeft className="size-4" aria-hidden />
              </IconButton>
              <h2 className="min-w-0 flex-1 truncate px-1 font-medium">{workflow?.name ?? t.chat.workflowUntitled}</h2>
              {actions}
            </div>
          ) : null
        }
        note={onCloseOpened ? <OpenedNote onClose={onCloseOpened} /> : diff ? <ChangesNote changes={diff.nodes} onOpenNode={showNode} /> : null}
      >
        <TabPanel name="canvas" className="relative">
          {workflow ? (
            <>
              <Suspense fallback={<EmptyState icon={<LoaderCircle className="animate-spin" />} title={t.common.loading} text="" />}>
                <Canvas
                  workflow={diff?.union ?? workflow}
                  changes={diff?.nodes ?? null}
                  issues={answer.issues}
                  provenance={answer.provenance}
                  selected={selected}
                  onSelect={onSelect}
                />
              </Suspense>
              {/* A boundary of its own: the canvas must not be hidden while the details are loaded. */}
              <Suspense fallback={null}>
                {node ? <NodeInspector node={node} answer={answer} request={request} onClose={() => onSelect(null)} /> : null}
              </Suspense>
            </>
          ) : (
            <EmptyState icon={<Braces />} title={t.workflow.invalid} text="" />
          )}
        </TabPanel>
        <TabPanel name="json">
          <JsonView json={json} />
        </TabPanel>
        <TabPanel name="issues" className="overflow-y-auto">
          <IssuesView issues={answer.issues} onOpenNode={showNode} />
        </TabPanel>
        <TabPanel name="setup" className="overflow-y-auto">
          <SetupView key={scope} setup={answer.setup} scope={scope} onOpenNode={showNode} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

function OpenedNote({ onClose }: { onClose: () => void }) {
  const t = useMessages();
  return (
    <div className="flex shrink-0 items-center gap-3 border-b border-line bg-info-soft py-1 pr-2 pl-4 text-sm" role="status">
      <p className="min-w-0 flex-1">
        <strong className="font-medium text-info">{t.workflow.openedTitle}.</strong> {t.workflow.opened}
      </p>
      <IconButton label={t.common.close} size="sm" onClick={onClose}>
        <X className="size-4" aria-hidden />
      </IconButton>
    </div>
  );
}

function tabsFor(answer: Answer, t: ReturnType<typeof useMessages>): TabDefinition<PanelTab>[] {
  const open = setupItems(answer.setup).filter((item) => item.kind !== "assumptions").length;
  const serious = answer.issues.some((issue) => issue.severity === "error");
  return [
    { name: "canvas", label: t.workflow.canvas, icon: <WorkflowIcon aria-hidden /> },
    { name: "json", label: t.workflow.json, icon: <Braces aria-hidden /> },
    {
      name: "issues",
      label: t.workflow.issues,
      icon: <ListChecks aria-hidden />,
      count: answer.issues.length,
      tone: serious ? "danger" : "warning",
    },
    { name: "setup", label: t.workflow.setup, icon: <KeyRound aria-hidden />, count: open },
  ];
}

function VersionSwitch({ versions: { number, total, onGo } }: { versions: Versions }) {
  const t = useMessages();
  return (
    <div className="flex items-center" role="group" aria-label={t.workflow.version(number, total)}>
      <IconButton label={t.workflow.earlier} size="sm" disabled={number <= 1} onClick={() => onGo(number - 1)}>
        <ChevronLeft className="size-4" aria-hidden />
      </IconButton>
      <span className="tabular px-0.5 text-xs text-soft" aria-hidden>
        {number}/{total}
      </span>
      <IconButton label={t.workflow.later} size="sm" disabled={number >= total} onClick={() => onGo(number + 1)}>
        <ChevronRight className="size-4" aria-hidden />
      </IconButton>
    </div>
  );
}
