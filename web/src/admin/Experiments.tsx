import { FlaskConical, Plus } from "lucide-react";
import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import type { Experiment } from "@/api/experiments";
import { useExperiments, useRunExperiment } from "@/api/experiments";
import { LoadFailure } from "@/app/LoadFailure";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { EmptyState } from "@/workflow/EmptyState";

import { ExperimentFigures } from "./ExperimentFigures";
import { ExperimentForm } from "./ExperimentForm";

const TONES = { draft: "neutral", running: "accent", stopped: "neutral" } as const;

/** Different prompts or models for different people, and what came of it. */
export function Experiments() {
  const t = useMessages();
  const w = useArea(adminWords);
  const query = useExperiments();
  const [making, setMaking] = useState(false);
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl text-soft text-pretty">{w.experiments.lead}</p>
        <Button aria-expanded={making} onClick={() => setMaking(!making)}>
          <Plus className="size-4" aria-hidden />
          {w.experiments.add}
        </Button>
      </div>
      {making ? <ExperimentForm onDone={() => setMaking(false)} /> : null}
      {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={3} label={t.common.loading} /> : null}
      {query.data?.length === 0 && !making ? (
        <div className="py-10">
          <EmptyState icon={<FlaskConical />} title={w.experiments.none} text={w.experiments.noneText} />
        </div>
      ) : null}
      <ul className="space-y-3">
        {(query.data ?? []).map((experiment) => (
          <Row key={experiment.id} experiment={experiment} />
        ))}
      </ul>
    </div>
  );
}

function Row({ experiment }: { experiment: Experiment }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const run = useRunExperiment(experiment.id);
  const { status } = experiment;
  const form = useSubmit(async () => {
    await run.mutateAsync(status === "running" ? "stop" : "start");
  });
  const since = experiment.stopped_at ?? experiment.started_at ?? experiment.created_at;
  return (
    <li className="space-y-3 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <h2 className="flex flex-wrap items-center gap-2 font-medium break-words">
            {experiment.name}
            <Badge tone={TONES[status]}>{w.experiments.statuses[status]}</Badge>
          </h2>
          <p className="tabular text-xs text-soft">{new Date(since).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" })}</p>
        </div>
        {status === "stopped" ? null : (
          <Button size="sm" look={status === "draft" ? "primary" : "outline"} disabled={form.busy} onClick={() => void form.submit()}>
            {status === "draft" ? w.experiments.start : w.experiments.stop}
          </Button>
        )}
      </div>
      {form.failure ? (
        <p role="alert" className="text-sm text-danger">
          {form.failure}
        </p>
      ) : null}
      <ExperimentFigures experiment={experiment} />
    </li>
  );
}
