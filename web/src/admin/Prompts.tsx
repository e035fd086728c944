import { ArrowLeft } from "lucide-react";

import { usePrompts } from "@/api/prompts";
import { LoadFailure } from "@/app/LoadFailure";
import { PageLink } from "@/app/PageLink";
import { Badge } from "@/design/Badge";
import { ListSkeleton } from "@/design/ListSkeleton";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

import { PromptEditor } from "./PromptEditor";

/** The prompts that hosted models get; the address names the one that is open. */
export function Prompts({ name }: { name: string | null }) {
  const t = useMessages();
  const w = useArea(adminWords);
  const language = useLanguage();
  const query = usePrompts();
  if (name) {
    return (
      <div className="space-y-4">
        <PageLink to="/admin/prompts" className="inline-flex items-center gap-1.5 py-1 text-sm text-soft hover:text-text">
          <ArrowLeft className="size-4" aria-hidden />
          {w.prompts.all}
        </PageLink>
        <PromptEditor key={name} name={name} />
      </div>
    );
  }
  const number = new Intl.NumberFormat(language);
  return (
    <div className="space-y-4">
      <p className="max-w-2xl text-soft text-pretty">{w.prompts.lead}</p>
      {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={8} label={t.common.loading} /> : null}
      <ul className="divide-y divide-line">
        {(query.data ?? []).map((prompt) => (
          <li key={prompt.name}>
            <PageLink
              to={`/admin/prompts/${prompt.name}`}
              className="flex flex-wrap items-center gap-x-3 rounded-lg px-2.5 py-2.5 -outline-offset-2 transition-colors hover:bg-hover"
            >
              <code className="min-w-0 flex-1 max-sm:w-full max-sm:flex-none font-mono text-sm font-medium break-all">{prompt.name}</code>
              {prompt.origin === "edited" ? <Badge tone="accent">{w.prompts.origins.edited}</Badge> : null}
              <span className="tabular text-xs text-faint">
                {w.prompts.version(prompt.version)} · {w.prompts.characters(number.format(prompt.characters))}
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
