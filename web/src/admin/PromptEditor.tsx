import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import type { PromptText } from "@/api/prompts";
import { usePrompt, usePromptChange } from "@/api/prompts";
import { LoadFailure } from "@/app/LoadFailure";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Segmented } from "@/design/Segmented";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

import { DiffView } from "./DiffView";
import { PromptVersions } from "./PromptVersions";

const VIEWS = ["text", "changes", "versions"] as const;

/** One prompt: its text to change, what a change would do, and every version that it ever had. */
export function PromptEditor({ name }: { name: string }) {
  const t = useMessages();
  const w = useArea(adminWords);
  const query = usePrompt(name, null);
  if (query.isError) return <LoadFailure title={w.prompts.oneFailed} error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <ListSkeleton rows={6} label={t.common.loading} />;
  return <Editor prompt={query.data} />;
}

function Editor({ prompt }: { prompt: PromptText }) {
  const w = useArea(adminWords);
  const change = usePromptChange(prompt.name);
  const [view, setView] = useState<(typeof VIEWS)[number]>("text");
  /** null as long as it is the one that counts. */
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? prompt.content;
  const changed = text !== prompt.content;
  const form = useSubmit(async () => {
    const made = await change.mutateAsync({ content: text });
    setDraft(null);
    showToast(w.prompts.saved(made.version));
  });
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-mono text-lg font-semibold break-all">{prompt.name}</h2>
        <Badge>{w.prompts.version(prompt.version)}</Badge>
        <Badge tone={prompt.origin === "edited" ? "accent" : "neutral"}>{w.prompts.origins[prompt.origin]}</Badge>
        {changed ? <Badge tone="warning">{w.prompts.unsaved}</Badge> : null}
      </div>
      <Segmented label={w.prompts.view} value={view} onChange={setView} options={VIEWS.map((value) => ({ value, label: w.prompts.views[value] }))} />
      {view === "text" ? (
        <textarea
          aria-label={w.prompts.textOf(prompt.name)}
          value={text}
          onChange={(event) => setDraft(event.target.value)}
          spellCheck={false}
          className="block h-[55dvh] min-h-64 w-full resize-y rounded-xl border border-line-strong bg-surface p-3.5 font-mono text-xs leading-5 -outline-offset-1 focus:border-accent"
        />
      ) : null}
      {view === "changes" ? <DiffView label={w.prompts.views.changes} before={prompt.content} after={text} /> : null}
      {view === "versions" ? <PromptVersions prompt={prompt} change={change} /> : null}
      {form.failure ? (
        <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">
          {form.failure}
        </p>
      ) : null}
      {view === "versions" ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary" disabled={!changed || form.busy} onClick={() => void form.submit()}>
            {w.prompts.save}
          </Button>
          <Button disabled={!changed} onClick={() => setDraft(null)}>
            {w.prompts.discard}
          </Button>
          <p className="text-xs text-faint">{w.prompts.saveHint}</p>
        </div>
      )}
    </div>
  );
}
