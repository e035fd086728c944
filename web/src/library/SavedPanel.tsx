import { useMemo, useState } from "react";

import { useIssues, useSavedWorkflow } from "@/api/queries";
import { LoadFailure } from "@/app/LoadFailure";
import { BESIDE, useMedia } from "@/app/media";
import { useMessages } from "@/i18n";
import { answerOf } from "@/workflow/opened";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";


/** The newest version of a saved workflow, checked as it is opened. */
export function SavedPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useMessages();
  const beside = useMedia(BESIDE);
  const saved = useSavedWorkflow(id);
  const document = saved.data?.version.workflow ?? null;
  const check = useIssues(id, document);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [selected, setSelected] = useState<string | null>(null);
  const issues = check.data;
  const answer = useMemo(() => (document && issues ? { ...answerOf(document), issues } : null), [document, issues]);
  const failed = saved.isError ? saved : check.isError ? check : null;
  if (failed) {
    return (
      <section aria-label={t.workflow.label} className="flex-1">
        <LoadFailure
          title={t.library.openFailed}
          error={failed.error}
          onRetry={() => void failed.refetch()}
          onBack={onClose}
        />
      </section>
    );
  }
  return (
    <WorkflowPanel
      answer={answer}
      request=""
      scope={`saved-${id}`}
      building={false}
      // Only its newest version is shown.
      versions={{ number: 1, total: 1, onGo: () => undefined, before: null }}
      withoutSetup
      tab={tab}
      onTab={setTab}
      selected={selected}
      onSelect={setSelected}
      onBack={beside ? null : onClose}
      onCloseOpened={null}
    />
  );
}
