import { ArrowLeft, PenLine, X } from "lucide-react";
import { useMemo, useState } from "react";

import { useIssues, useTemplate } from "@/api/queries";
import { carryToChat } from "@/app/carried";
import { LoadFailure } from "@/app/LoadFailure";
import { BESIDE, useMedia } from "@/app/media";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import { useArea } from "@/i18n/area";
import { templateWords } from "@/i18n/templates";
import { answerOf } from "@/workflow/opened";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";

/** A template to look at before it is used: what it is for, and its workflow on the canvas. */
export function TemplatePanel({ templateKey, onClose }: { templateKey: string; onClose: () => void }) {
  const w = useArea(templateWords);
  const beside = useMedia(BESIDE);
  const query = useTemplate(templateKey);
  const document = query.data?.workflow ?? null;
  const { data: issues } = useIssues(`template-${templateKey}`, document);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [selected, setSelected] = useState<string | null>(null);
  const answer = useMemo(() => (document ? { ...answerOf(document), issues: issues ?? [] } : null), [document, issues]);
  const template = query.data;
  return (
    <section aria-label={w.preview(template?.name ?? "")} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex shrink-0 flex-wrap items-start gap-x-3 gap-y-2 border-b border-line p-3 sm:pl-4">
        {beside ? null : (
          <IconButton label={w.back} onClick={onClose}>
            <ArrowLeft className="size-4" aria-hidden />
          </IconButton>
        )}
        <div className="min-h-[4.75rem] min-w-40 flex-1 pt-1">
          <h2 className="font-semibold text-pretty">{template?.name}</h2>
          <p className="mt-0.5 line-clamp-2 text-sm text-soft">{template?.description}</p>
        </div>
        <Button look="primary" disabled={!document} onClick={() => (document ? carryToChat(document) : undefined)}>
          <PenLine className="size-4" aria-hidden />
          {w.use}
        </Button>
        {beside ? (
          <IconButton label={w.close} className="mt-0.5" onClick={onClose}>
            <X className="size-4" aria-hidden />
          </IconButton>
        ) : null}
      </header>
      {query.isError ? (
        <LoadFailure title={w.oneFailed} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <WorkflowPanel
          answer={answer}
          request=""
          scope={`template-${templateKey}`}
          building={false}
          versions={{ number: 1, total: 1, onGo: () => undefined, before: null }}
          withoutSetup
          tab={tab}
          onTab={setTab}
          selected={selected}
          onSelect={setSelected}
          onBack={null}
          onCloseOpened={null}
        />
      )}
    </section>
  );
}
