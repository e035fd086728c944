import { ArrowLeft, PenLine, X } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";

import { ApiError } from "@/api/http";
import type { NodeAction, NodeDetail } from "@/api/reference";
import { useNode } from "@/api/reference";
import { LoadFailure } from "@/app/LoadFailure";
import { BESIDE, useMedia } from "@/app/media";
import { useAsk } from "@/app/useAsk";
import { NodeIcon } from "@/canvas/icons/NodeIcon";
import { Button } from "@/design/Button";
import { CopyButton } from "@/design/CopyButton";
import { IconButton } from "@/design/IconButton";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Notice } from "@/design/Notice";
import { own } from "@/graph/own";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { nodeWords } from "@/i18n/nodes";

import { NodeBadge } from "./NodeBadge";
import { Operations } from "./Operations";
import { Parameters } from "./Parameters";

/** All about one node type, beside the list or over it. */
export function NodeDetails({ type, onClose }: { type: string; onClose: () => void }) {
  const t = useMessages();
  const w = useArea(nodeWords);
  const beside = useMedia(BESIDE);
  const query = useNode(type);
  const gone = query.error instanceof ApiError && query.error.status === 404 ? query.error : null;
  return (
    <section aria-label={query.data?.name ?? type} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line px-3">
        {beside ? null : (
          <IconButton label={w.back} onClick={onClose}>
            <ArrowLeft className="size-4" aria-hidden />
          </IconButton>
        )}
        <p className="flex min-w-0 flex-1 items-center gap-1 pl-1">
          <code className="truncate font-mono text-xs text-faint">{type}</code>
          <CopyButton text={() => type} label={w.copyType} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
        </p>
        {beside ? (
          <IconButton label={w.close} onClick={onClose}>
            <X className="size-4" aria-hidden />
          </IconButton>
        ) : null}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {gone ? (
          <div className="mx-auto w-full max-w-lg p-4 pt-12">
            <Notice tone="warning" title={w.gone}>
              {gone.nextStep}
            </Notice>
          </div>
        ) : query.isError ? (
          <LoadFailure title={w.oneFailed} error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isPending ? (
          <div className="mx-auto max-w-3xl p-6">
            <ListSkeleton rows={6} label={t.common.loading} />
          </div>
        ) : null}
        {query.data ? <Body node={query.data} /> : null}
      </div>
    </section>
  );
}

function Body({ node }: { node: NodeDetail }) {
  const w = useArea(nodeWords);
  const ask = useAsk();
  const [chosen, setChosen] = useState<NodeAction | null>(null);
  const begin = node.is_trigger ? w.asTrigger(node.service) : node.is_sub_node ? w.asSubNode(node.name) : w.asStep(node.name);
  const newest = node.versions.at(-1) ?? 1;
  return (
    <div className="mx-auto w-full max-w-3xl space-y-8 p-4 pb-16 sm:p-6">
      <div className="flex flex-wrap items-start gap-4">
        <span className="flex size-14 shrink-0 items-center justify-center rounded-2xl border border-line bg-raised">
          <NodeIcon type={node.type} size={30} />
        </span>
        <div className="min-w-40 flex-1">
          <h2 className="flex flex-wrap items-center gap-2 text-xl font-semibold tracking-tight">
            {node.name}
            <NodeBadge node={node} />
          </h2>
          <p className="mt-0.5 text-sm text-soft">
            {[node.service === node.name ? "" : node.service, own(w.categories, node.category) ?? node.category, w.versions(String(newest), node.versions.length)].filter(Boolean).join(" · ")}
          </p>
        </div>
        <Button look="primary" onClick={() => ask(begin)}>
          <PenLine className="size-4" aria-hidden />
          {w.use}
        </Button>
      </div>
      {node.actions.length ? <Operations node={node} chosen={chosen} onChoose={setChosen} /> : null}
      <Section title={w.credentials}>
        {node.credentials.length ? (
          <ul className="flex flex-wrap gap-1.5">
            {node.credentials.map(({ type, name }) => (
              <li key={type} className="rounded-lg border border-line px-2.5 py-1 text-sm">
                {name}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-sm text-faint">{w.noCredentials}</p>
        )}
      </Section>
      <Parameters node={node} action={chosen} version={newest} onEvery={() => setChosen(null)} />
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-2.5">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
