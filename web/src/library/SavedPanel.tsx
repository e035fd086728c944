import { useState } from "react";

import { LoadFailure } from "@/app/LoadFailure";
import { BESIDE, useMedia } from "@/app/media";
import { useMessages } from "@/i18n";
import { SavedWorkflowPanel } from "@/workflow/SavedWorkflowPanel";
import { useNewest } from "@/workflow/useVersion";
import type { PanelTab } from "@/workflow/WorkflowPanel";

/** A saved workflow, opened from the library: at its newest version, ready to be edited. */
export function SavedPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useMessages();
  const beside = useMedia(BESIDE);
  const saved = useNewest(id);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [selected, setSelected] = useState<string | null>(null);
  if (saved.isError) {
    return (
      <section aria-label={t.workflow.label} className="flex-1">
        <LoadFailure title={t.library.openFailed} error={saved.error} onRetry={() => void saved.refetch()} onBack={onClose} />
      </section>
    );
  }
  return (
    <SavedWorkflowPanel
      workflowId={id}
      version={null}
      newest
      answer={null}
      request=""
      scope={`saved-${id}`}
      building={false}
      tab={tab}
      onTab={setTab}
      selected={selected}
      onSelect={setSelected}
      onBack={beside ? null : onClose}
      onCloseOpened={null}
    />
  );
}
