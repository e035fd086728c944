import { ArrowLeft, Braces, ClipboardCopy, Download, KeyRound, ListChecks, LoaderCircle, Workflow as WorkflowIcon } from "lucide-react";
import { Suspense, lazy, useMemo } from "react";

import type { Answer } from "@/conversation/answer";
import { IconButton } from "@/design/IconButton";
import { Menu, MenuItem } from "@/design/Menu";
import type { TabDefinition } from "@/design/Tabs";
import { TabPanel, Tabs } from "@/design/Tabs";
import { showToast } from "@/design/Toasts";
import { fileName } from "@/graph/names";
import { readWorkflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { EmptyState } from "./EmptyState";
import { IssuesView } from "./IssuesView";
import { JsonView } from "./JsonView";
import { saveFile } from "./save";
import { setupItems } from "./setupList";
import { SetupView } from "./SetupView";

const Canvas = lazy(() => import("@/canvas/Canvas"));
const NodeInspector = lazy(() => import("./NodeInspector"));

export type PanelTab = "canvas" | "json" | "issues" | "setup";

interface WorkflowPanelProps {
  answer: Answer | null;
  request: string;
  /** Names the conversation, for what this browser remembers about it. */
  scope: string;
  building: boolean;
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  selected: string | null;
  onSelect: (node: string | null) => void;
  /** Set where the panel covers the chat. */
  onBack: (() => void) | null;
}

export function WorkflowPanel(props: WorkflowPanelProps) {
  const { answer, request, scope, building, tab, onTab, selected, onSelect, onBack } = props;
  const t = useMessages();
  const document = answer?.workflow ?? null;
  const workflow = useMemo(() => readWorkflow(document), [document]);
  const json = useMemo(() => (document ? JSON.stringify(document, null, 2) : ""), [document]);
  if (!answer || !document) {
    return (
      <section aria-label={t.workflow.label} className="canvas-ground flex min-h-0 flex-1 flex-col">
        {building ? (
          <EmptyState icon={<LoaderCircle className="animate-spin" />} title={t.workflow.building} text="" />
        ) : (
          <EmptyState icon={<WorkflowIcon />} title={t.workflow.emptyTitle} text={t.workflow.emptyText} />
        )}
      </section>
    );
  }
  const open = setupItems(answer.setup).filter((item) => item.kind !== "assumptions").length;
  const serious = answer.issues.some((issue) => issue.severity === "error");
  const tabs: TabDefinition<PanelTab>[] = [
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
  const showNode = (node: string) => {
    onTab("canvas");
    onSelect(node);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(json);
      showToast(t.workflow.copyForN8nDone);
    } catch {
      onTab("json");
      showToast(t.workflow.copyFailed, { seconds: 6 });
    }
  };
  const download = () => {
    const name = fileName(workflow?.name, "json");
    saveFile(name, new Blob([json], { type: "application/json" }));
    showToast(t.workflow.downloaded(name));
  };
  const node = selected === null ? null : (workflow?.nodes.find(({ name }) => name === selected) ?? null);
  const actions = (
    <div className="flex shrink-0 items-center gap-1">
      <IconButton label={t.workflow.copyForN8n} onClick={() => void copy()}>
        <ClipboardCopy className="size-4" aria-hidden />
      </IconButton>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t.workflow.export}
            className="flex size-8 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-text"
          >
            <Download className="size-4" aria-hidden />
          </button>
        }
      >
        <MenuItem icon={<Braces />} onSelect={download}>
          {t.workflow.downloadJson}
        </MenuItem>
      </Menu>
    </div>
  );
  return (
    <section aria-label={t.workflow.label} className="flex min-h-0 min-w-0 flex-1 flex-col bg-ground">
      <Tabs
        label={t.workflow.label}
        value={tab}
        onChange={onTab}
        tabs={tabs}
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
      >
        <TabPanel name="canvas" className="relative">
          {workflow ? (
            <>
              <Suspense fallback={<EmptyState icon={<LoaderCircle className="animate-spin" />} title={t.common.loading} text="" />}>
                <Canvas workflow={workflow} issues={answer.issues} provenance={answer.provenance} selected={selected} onSelect={onSelect} />
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
