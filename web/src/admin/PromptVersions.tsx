import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import type { PromptText, PromptVersion, usePromptChange } from "@/api/prompts";
import { usePrompt, usePromptVersions } from "@/api/prompts";
import { LoadFailure } from "@/app/LoadFailure";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { showToast } from "@/design/Toasts";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

import { DiffView } from "./DiffView";

interface PromptVersionsProps {
  /** The version that counts. */
  prompt: PromptText;
  change: ReturnType<typeof usePromptChange>;
}

/** Every version, each to compare with the one that counts and to bring back. */
export function PromptVersions({ prompt, change }: PromptVersionsProps) {
  const t = useMessages();
  const w = useArea(adminWords);
  const query = usePromptVersions(prompt.name);
  const [compared, setCompared] = useState<number | null>(null);
  if (query.isError) return <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <ListSkeleton rows={3} label={t.common.loading} />;
  return (
    <ul className="divide-y divide-line">
      {query.data.map((version) => (
        <Version
          key={version.version}
          version={version}
          present={prompt}
          change={change}
          compared={compared === version.version}
          onCompare={() => setCompared(compared === version.version ? null : version.version)}
        />
      ))}
    </ul>
  );
}

interface VersionProps {
  version: PromptVersion;
  present: PromptText;
  change: ReturnType<typeof usePromptChange>;
  compared: boolean;
  onCompare: () => void;
}

function Version({ version, present, change, compared, onCompare }: VersionProps) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const number = version.version;
  const form = useSubmit(async () => {
    await change.mutateAsync({ version: number });
    showToast(w.prompts.restored(number));
  });
  return (
    <li className="space-y-3 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <p className="flex items-center gap-2 text-sm font-medium">
            {w.prompts.version(number)}
            {version.is_active ? <Badge tone="accent">{w.prompts.counts}</Badge> : null}
          </p>
          <p className="tabular text-xs text-soft">
            {new Date(version.created_at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" })} · {w.prompts.origins[version.origin]}
          </p>
        </div>
        {version.is_active ? null : (
          <>
            <Button size="sm" aria-expanded={compared} aria-label={w.prompts.compareOne(number)} onClick={onCompare}>
              {w.prompts.compare}
            </Button>
            <Button size="sm" disabled={form.busy} aria-label={w.prompts.restoreOne(number)} onClick={() => void form.submit()}>
              {w.prompts.restore}
            </Button>
          </>
        )}
      </div>
      {form.failure ? (
        <p role="alert" className="text-sm text-danger">
          {form.failure}
        </p>
      ) : null}
      {compared && !version.is_active ? <Comparison name={present.name} number={number} present={present.content} /> : null}
    </li>
  );
}

/** What bringing it back would change. */
function Comparison({ name, number, present }: { name: string; number: number; present: string }) {
  const t = useMessages();
  const w = useArea(adminWords);
  const { data } = usePrompt(name, number);
  if (!data) return <ListSkeleton rows={2} label={t.common.loading} />;
  return <DiffView label={w.prompts.compareOne(number)} before={present} after={data.content} />;
}
